import type { ReleaseGroup } from "../platform/platform.ts";

/** By this cookie a person reaches the candidate on the platform's own address, whatever the weights. */
export const previewCookie = "signalbox-preview=candidate";

/**
 * What the header Cookie of such a request matches, among the other cookies that a browser sends with it.
 */
export const previewPattern = `*${previewCookie}*`;

/** Of a rule with that condition. */
export const previewNeeds = { values: 1, wildcards: 2 } as const;

/**
 * Percent of the requests with the cookie that the candidate gets while it has `weight` percent of the others: all, until it
 * has none of the others either, since then it is about to leave.
 */
export const previewWeight = (weight: number): number => (weight > 0 ? 100 : 0);

/** Whether a group has rules for the cookie: only a canary has, and only of services that users reach. */
export const hasPreview = (group: ReleaseGroup): boolean =>
  group.strategy === "canary" &&
  group.services.some(({ previewRuleArns = [] }) => previewRuleArns.length > 0);

/** How a person tries the candidate out. */
export const howToTry = `curl --cookie ${previewCookie} https://<the platform's host>/, or in a browser's console: document.cookie = "${previewCookie}; path=/"`;
