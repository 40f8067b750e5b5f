import { NamedError } from "@signalbox/core/error";
import { on } from "@signalbox/core/workflow/allow";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { z } from "zod";
import { freezesIn, setFreeze, thaw } from "../../aws/freeze.ts";
import { lambdaFunction } from "../../step.ts";

const who = {
  group: z.string().min(1).optional().meta({ description: "release group; where absent, all of them" }),
  reason: z.string().min(1).meta({ description: "why, for those who are refused" }),
  by: z.string().min(1).meta({ description: "who says so" }),
};

const FreezeRequest = z.discriminatedUnion("action", [
  z.strictObject({
    action: z.literal("freeze"),
    ...who,
    until: z
      .union([z.iso.datetime(), z.strictObject({ seconds: z.int().positive() })])
      .meta({ description: "when it ends, or in how many seconds" }),
  }),
  z.strictObject({ action: z.literal("thaw"), ...who }),
]);

export const freeze = lambdaFunction({
  name: "freeze",
  description:
    "Freezes a group or all of them until a time, or ends what a person has frozen; a release that has begun goes on.",
  input: FreezeRequest,
  triggers: [onTrigger.person()],
  allow: [on("ledgerTable", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem")],
  run: async (request, context) => {
    const { group, reason, by } = request;
    if (group !== undefined && !context.platform.groups.some(({ name }) => name === group))
      throw new NamedError("Release.UnknownGroup", `there is no group ${group}`);
    const now = context.clock.now();
    const at = new Date(now).toISOString();
    const ledger = freezesIn(context, group);
    if (request.action === "thaw") {
      const ended = await thaw(ledger, { by, reason, at }, now);
      return { thawed: ended.map((one) => ({ by: one.by, reason: one.reason, until: one.until })) };
    }
    const until =
      typeof request.until === "string"
        ? request.until
        : new Date(now + request.until.seconds * 1000).toISOString();
    if (Date.parse(until) <= now)
      throw new NamedError("Release.InvalidRequest", `a freeze until ${until} is over before it begins`);
    await setFreeze(ledger, { reason, by, at, until });
    return { until };
  },
});
