import { check } from "./check.ts";

export const permanentStaysOn = check(
  "a permanent stage has no `nightShutdown`",
  ["nightShutdown", "permanent"],
  function* ({ nightShutdown, permanent }) {
    if (nightShutdown && permanent)
      yield {
        path: ["nightShutdown"],
        wrong: "a permanent stage does not go dark every night",
        allowed: "no nightShutdown where `permanent` is true",
        suggestion: "null takes it away",
      };
  },
);

export const somebodyIsNotified = check(
  "somebody hears of the alarms of a permanent stage",
  ["notifications", "permanent"],
  function* ({ notifications, permanent }) {
    if (permanent && notifications.emails.length === 0 && !notifications.slack)
      yield {
        path: ["notifications", "emails"],
        wrong: "nobody would hear of an alarm of a permanent stage",
        allowed: "an address, or a channel in notifications.slack",
      };
  },
);

export const confirmedInTime = check(
  "observers agree within the recovery time objective",
  ["recovery"],
  function* ({ recovery: { confirmMinutes, rtoMinutes } }) {
    if (confirmMinutes >= rtoMinutes)
      yield {
        path: ["recovery", "confirmMinutes"],
        wrong: "the observers would agree when the recovery time objective is over",
        allowed: `less than ${rtoMinutes} min, the rtoMinutes`,
      };
  },
);

/** Who is silent longer is cut by the one with less patience, whose answer then looks like the other's fault. */
export const balancerOutlastsCdn = check(
  "CloudFront waits no longer for a silent platform than the load balancer does",
  ["edge"],
  function* ({ edge }) {
    if (edge.cdn && edge.originSilenceSeconds > edge.idleTimeoutSeconds)
      yield {
        path: ["edge", "originSilenceSeconds"],
        wrong: "the load balancer cuts a silent connection earlier",
        allowed: `at most ${edge.idleTimeoutSeconds} s, the idleTimeoutSeconds`,
      };
  },
);
