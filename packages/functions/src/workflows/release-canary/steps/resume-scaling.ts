import { CanaryRelease } from "@signalbox/core/release/release";
import { z } from "zod";
import { ledgerOf } from "../../../aws/ledger.ts";
import { readRun } from "../../../aws/run.ts";
import { writeScaleInSuspended } from "../../../aws/scalable-target.ts";
import * as allow from "../../../release/allow.ts";
import { checkOwner } from "../../../release/checkpoint.ts";
import { step } from "../../../step.ts";
import { groupOf, servicesOf } from "../group.ts";

export const resumeScaling = step({
  name: "ResumeScaling",
  description: "Puts scale-in of both sides of every service back to what it was before the release.",
  input: z.strictObject({ release: CanaryRelease }),
  output: z.strictObject({ resumed: z.int() }),
  allow: [allow.readScaling, allow.writeScaling, allow.readLedger],
  run: async ({ release }, context) => {
    const ledger = ledgerOf(context, release.group);
    await checkOwner(context, release);
    const { cluster } = groupOf(context, release.group);
    const services = new Map(servicesOf(context, release).map((service) => [service.name, service]));
    const wanted = new Map<string, boolean>();
    for (const { service, side, dynamicScalingInSuspended } of (await readRun(ledger, release.run))
      ?.scaling ?? []) {
      const found = services.get(service);
      if (found) wanted.set(found.sides[side].service, dynamicScalingInSuspended);
    }
    return { resumed: await writeScaleInSuspended(context.aws.applicationAutoScaling, cluster, wanted) };
  },
});
