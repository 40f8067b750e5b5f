import { on } from "@signalbox/core/workflow/allow";
import { isCurrent, rotate as rotateOnce } from "../../../aws/rotated-secret.ts";
import { actStep } from "../../../runbook/act.ts";
import { RotatePlan } from "../request.ts";

export const rotate = actStep({
  name: "Rotate",
  description: "Has Secrets Manager rotate the database's password, and looks whether the new one counts.",
  plan: RotatePlan,
  allow: [
    on("rotatedSecret", "secretsmanager:DescribeSecret", "secretsmanager:RotateSecret"),
    // Whoever asks for a rotation has to be allowed to call its function.
    on("rotationFunction", "lambda:InvokeFunction"),
  ],
  act: async ({ plan: { secret, token } }, { aws }) => {
    if (await isCurrent(aws.secretsManager, secret, token))
      return { done: true, text: `the new version of ${secret} counts` };
    await rotateOnce(aws.secretsManager, secret, { token });
    return { done: false, text: `the new version of ${secret} does not count yet` };
  },
});
