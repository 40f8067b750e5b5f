import type { PlatformDocument } from "@signalbox/local/deploy/document";

/** What a webhook answers. */
export const saying = (verdict: "pass" | "fail" | "inconclusive", sentence: string) => ({
  verdict,
  sentence,
});

export const webhook = (url: string, more: object = {}) =>
  ({ kind: "webhook", name: "smoke", url, timeoutSeconds: 10, attempts: 1, ...more }) as const;

export const loadTest = {
  kind: "load-test",
  name: "load",
  path: "/health",
  requests: 40,
  concurrency: 4,
  timeoutSeconds: 5,
  deadlineSeconds: 30,
  latencySeconds: 5,
  failedShare: 0,
  slowShare: 0.05,
} as const;

/** The platform with another address for previews: a modelled listener has none that anybody could ask. */
export const previewedAt =
  (url: string) =>
  (document: PlatformDocument): PlatformDocument => ({
    ...document,
    entries: document.entries.map((entry) => {
      const value = entry.call?.input.Value;
      if (!entry.call || typeof value !== "string" || !value.includes("previewAddress")) return entry;
      const service = JSON.parse(value);
      const changed = { ...service, previewAddress: { ...service.previewAddress, url } };
      return {
        ...entry,
        call: { ...entry.call, input: { ...entry.call.input, Value: JSON.stringify(changed) } },
      };
    }),
  });
