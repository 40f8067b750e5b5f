import { DescribeExecutionCommand } from "@aws-sdk/client-sfn";
import type { SeenPart } from "@signalbox/core/backup/restore/parts";
import type { RestorePart } from "@signalbox/core/backup/run/restoration";
import { arns } from "@signalbox/core/platform/arns";
import { namesOf } from "@signalbox/core/platform/names";
import type { FunctionContext } from "../../context.ts";
import { readRestoration } from "../restore/record.ts";
import { restore } from "../restore/workflow.ts";

/** Where the parts are, in their order. The executions are read first: what they have written by then, their records hold. */
export async function seeParts(
  context: FunctionContext,
  parts: readonly RestorePart[],
): Promise<(SeenPart & RestorePart)[]> {
  const seen: (SeenPart & RestorePart)[] = [];
  for (const part of parts) {
    const runs = await isRunning(context, part.run);
    const record = await readRestoration(context, part);
    const state = record?.outcome ?? record?.phase;
    seen.push({
      ...part,
      ...(runs !== undefined && { runs }),
      ...(record && { record }),
      ...(state !== undefined && { state }),
    });
  }
  return seen;
}

/** Whether a restore of that name runs; undefined where there was none. */
async function isRunning({ aws, platform }: FunctionContext, run: string): Promise<boolean | undefined> {
  const executionArn = arns.execution(platform, namesOf(platform).deployed(restore.name), run);
  try {
    const { status } = await aws.sfn.send(new DescribeExecutionCommand({ executionArn }));
    return status === "RUNNING" || status === "PENDING_REDRIVE";
  } catch (error) {
    if (error instanceof Error && error.name === "ExecutionDoesNotExist") return undefined;
    throw error;
  }
}
