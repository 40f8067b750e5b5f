import { Release } from "@signalbox/core/release/release";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import * as allow from "../../../release/allow.ts";
import { checkOwner } from "../../../release/checkpoint.ts";
import { servingCluster } from "../../../restore/serving-cluster.ts";
import { step } from "../../../step.ts";

export const findDatabase = step({
  name: "FindDatabase",
  description:
    "Finds the cluster that tasks connect to; whoever was not started for the release that has the lock does nothing.",
  input: z.strictObject({
    release: Release,
    /** Whether it is only looked at, which anybody may. */
    look: z.boolean(),
  }),
  output: z.strictObject({ cluster: z.string() }),
  allow: [on("connection", "ssm:GetParameter"), allow.readLedger],
  run: async ({ release, look }, context) => {
    if (!look) await checkOwner(context, release);
    return { cluster: await servingCluster(context) };
  },
});
