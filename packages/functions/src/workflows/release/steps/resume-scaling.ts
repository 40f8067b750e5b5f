import { Release } from "@signalbox/core/release/release";
import { z } from "zod";
import { ledgerOf } from "../../../aws/ledger.ts";
import { checkLockOwned } from "../../../aws/lock.ts";
import { readRun } from "../../../aws/run.ts";
import { writeScaleInSuspended } from "../../../aws/scalable-target.ts";
import { step } from "../../../step.ts";
import * as allow from "../allow.ts";
import { groupOf, sideOf } from "../group.ts";

export const resumeScaling = step({
  name: "ResumeScaling",
  description: "Puts scale-in of both sides back to what it was before the release.",
  input: z.strictObject({ release: Release }),
  output: z.strictObject({ resumed: z.int() }),
  allow: [allow.readScaling, allow.writeScaling, allow.readLedger],
  run: async ({ release }, context) => {
    const ledger = ledgerOf(context, release.group);
    await checkLockOwned(ledger, context.visit.execution);
    const group = groupOf(context, release.group);
    let resumed = 0;
    for (const { side, dynamicScalingInSuspended } of (await readRun(ledger, release.run))?.scaling ?? []) {
      const { cluster, service } = sideOf(group, side);
      const { applicationAutoScaling } = context.aws;
      if (await writeScaleInSuspended(applicationAutoScaling, cluster, service, dynamicScalingInSuspended))
        resumed++;
    }
    return { resumed };
  },
});
