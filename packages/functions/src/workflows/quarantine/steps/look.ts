import { namesOf } from "@signalbox/core/platform/names";
import { rulesOf } from "../../../maintenance/page.ts";
import { runName } from "../../../release/names.ts";
import { lookStep } from "../../../runbook/look.ts";
import { QuarantinePlan, QuarantineRequest } from "../request.ts";

const minuteMs = 60_000;
/** What the page says; nobody lets users in by itself. */
const pageMinutes = 24 * 60;
/** Until somebody has understood what happened. */
const freezeMinutes = 30 * 24 * 60;

export const look = lookStep({
  description: "Says what is cut off, kept and changed. A release that runs does not keep it from acting.",
  request: QuarantineRequest,
  plan: QuarantinePlan,
  allow: [],
  look: async ({ reason, requestedBy }, { clock, platform, visit }) => {
    rulesOf(platform);
    const names = namesOf(platform);
    const now = Math.floor(clock.now());
    const plan = {
      reason: `quarantine: ${reason}`,
      by: requestedBy,
      at: new Date(now).toISOString(),
      until: new Date(now + freezeMinutes * minuteMs).toISOString(),
      page: now + pageMinutes * minuteMs,
      snapshot: names.evidenceSnapshot(runName(visit.execution)),
    };
    return {
      sentence: `users of ${platform.region} see the maintenance page, no release begins, and the database as it is now is kept as ${plan.snapshot}`,
      plan,
    };
  },
});
