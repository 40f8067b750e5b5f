import { on } from "@signalbox/core/workflow/allow";
import { rotationHere } from "../../../rotation/database-secret.ts";
import { lookStep } from "../../../runbook/look.ts";
import { RotatePlan, RotateRequest } from "../request.ts";

export const look = lookStep({
  description: "Reads whether the database's password is rotated in this region.",
  request: RotateRequest,
  plan: RotatePlan,
  allow: [on("rotatedSecret", "secretsmanager:DescribeSecret")],
  look: async (_, context) => {
    const plan = await rotationHere(context);
    return {
      sentence: `${plan.secret} gets another user and password; tasks that run keep theirs until the next rotation`,
      plan,
    };
  },
});
