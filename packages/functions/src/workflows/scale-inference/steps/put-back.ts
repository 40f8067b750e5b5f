import { ScaleRun } from "@signalbox/core/scaling/request";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { workLedgerOf } from "../../../aws/ledger.ts";
import { decides } from "../../../scaling/allow.ts";
import { plannedOf } from "../../../scaling/planned.ts";
import { step } from "../../../step.ts";
import { readLeaving, serveAgain } from "../leaving.ts";

export const putBack = step({
  name: "PutBack",
  description: "Lets replicas serve again that were to leave and still run.",
  input: ScaleRun,
  output: z.strictObject({ back: z.int() }),
  allow: [...decides, on("targetGroup", "elasticloadbalancing:RegisterTargets")],
  run: async ({ service, run }, context) => {
    const leaving = await readLeaving(workLedgerOf(context, "scale", service), run);
    if (!leaving) return { back: 0 };
    await serveAgain(context, plannedOf(context, service), leaving);
    return { back: leaving.leavers.length };
  },
});
