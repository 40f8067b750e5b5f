import { DescribeExecutionCommand } from "@aws-sdk/client-sfn";
import { arns } from "@signalbox/core/platform/arns";
import { namesOf } from "@signalbox/core/platform/names";
import { z } from "zod";
import { readExecution } from "../../../backup/allow.ts";
import { step } from "../../../step.ts";

export const lookAtOther = step({
  name: "LookAtOther",
  description:
    "Looks whether the copy has ended that the sweep, or a person, has started under the same name.",
  input: z.strictObject({
    region: z.string(),
    /** Of the copy's execution. */
    name: z.string(),
  }),
  output: z.strictObject({
    ended: z.boolean(),
    /** Why there is no copy. */
    failed: z.string().optional(),
  }),
  allow: [readExecution],
  run: async ({ region, name }, { aws, platform }) => {
    const executionArn = arns.execution(platform, namesOf(platform).deployed("copy"), name);
    const { status, error, cause } = await aws.sfn.send(new DescribeExecutionCommand({ executionArn }));
    if (status === "RUNNING" || status === "PENDING_REDRIVE") return { ended: false };
    if (status === "SUCCEEDED") return { ended: true };
    return {
      ended: true,
      failed: `The copy to ${region} failed: ${error ?? "States.TaskFailed"}: ${cause ?? `it ended ${status}`}`,
    };
  },
});
