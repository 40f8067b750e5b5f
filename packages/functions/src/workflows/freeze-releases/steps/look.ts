import { suggestion } from "@signalbox/core/closest";
import { NamedError } from "@signalbox/core/error";
import { lookStep } from "../../../runbook/look.ts";
import { FreezePlan, FreezeRequest } from "../request.ts";

export const look = lookStep({
  description: "Says until when no release of which groups begins.",
  request: FreezeRequest,
  plan: FreezePlan,
  allow: [],
  look: async ({ group, minutes, reason, requestedBy }, { clock, platform }) => {
    const known = platform.groups.map(({ name }) => name);
    if (group !== undefined && !known.includes(group))
      throw new NamedError("Release.UnknownGroup", `there is no group ${group}: ${suggestion(group, known)}`);
    const now = Math.floor(clock.now());
    const until = new Date(now + minutes * 60_000).toISOString();
    return {
      sentence: `no release of ${group ?? "any group"} begins until ${until}; one that runs goes on`,
      plan: {
        ...(group !== undefined && { group }),
        reason,
        by: requestedBy,
        at: new Date(now).toISOString(),
        until,
      },
    };
  },
});
