import { namesOf, primaryDownAlarmEnd } from "@signalbox/core/platform/names";
import { withAct } from "@signalbox/core/recovery/run";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { disableRule } from "../../../aws/event-rule.ts";
import { readLedger, writeLedger } from "../../../backup/allow.ts";
import { insistOnLease } from "../../../backup/lease.ts";
import { step } from "../../../step.ts";
import { momentOf, ownRecovery, recoveryLedgerOf, writeRecovery } from "../record.ts";
import { askedThere } from "../see-part.ts";

export const holdFailover = step({
  name: "HoldFailover",
  description:
    "Disables in each other region the rule by which it takes over by itself: its replica carries the harm. One that does not answer is named.",
  input: z.strictObject({}),
  /** Regions that were told. */
  output: z.strictObject({ held: z.array(z.string()) }),
  allow: [readLedger, writeLedger, on("failoverRulesElsewhere", "events:DisableRule")],
  run: async (_, context) => {
    await insistOnLease(context, recoveryLedgerOf(context));
    const before = await ownRecovery(context);
    const rule = namesOf(context.platform).eventRule(`failover${primaryDownAlarmEnd}`);
    const at = momentOf(context);
    const told = await Promise.all(
      before.elsewhere.map(async (region) => {
        const why = await askedThere(
          context,
          { region },
          async (): Promise<string | undefined> => {
            await disableRule(context.clientsIn(region).eventBridge, rule);
            return undefined;
          },
          (text) => text,
        );
        const text =
          why ??
          `does not take over by itself until \`aws events enable-rule --region ${region} --name ${rule}\``;
        return { region, text, outcome: why === undefined ? ("done" as const) : ("failed" as const) };
      }),
    );
    const acts = told.map(({ region, text, outcome }) => ({
      name: `hold-failover-${region}`,
      text,
      actor: context.visit.execution,
      startedAt: at,
      endedAt: momentOf(context),
      outcome,
    }));
    if (acts.length > 0) await writeRecovery(context, acts.reduce(withAct, before));
    return { held: told.filter(({ outcome }) => outcome === "done").map(({ region }) => region) };
  },
});
