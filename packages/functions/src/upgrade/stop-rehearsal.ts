import { arns } from "@signalbox/core/platform/arns";
import { namesOf } from "@signalbox/core/platform/names";
import { on } from "@signalbox/core/workflow/allow";
import { stopExecution } from "../aws/execution.ts";
import type { FunctionContext } from "../context.ts";

export const stopRehearsalAllows = on("rehearsals", "states:StopExecution");

/** Stops the rehearsal of a release; Step Functions' event has removed what it leaves. Nothing happens where it has ended, or not begun. */
export async function stopRehearsal(
  { aws, platform }: Pick<FunctionContext, "aws" | "platform">,
  run: string,
  why: { readonly error: string; readonly cause: string },
): Promise<void> {
  await stopExecution(aws.sfn, arns.execution(platform, namesOf(platform).deployed("rehearse"), run), why);
}
