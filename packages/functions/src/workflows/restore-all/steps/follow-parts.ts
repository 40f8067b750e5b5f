import { nextForParts, type SeenPart } from "@signalbox/core/backup/restore/parts";
import type { Restoration, RestorePart } from "@signalbox/core/backup/run/restoration";
import { RunProblem } from "@signalbox/core/backup/run/run";
import { NamedError } from "@signalbox/core/error";
import { arns } from "@signalbox/core/platform/arns";
import { namesOf } from "@signalbox/core/platform/names";
import { anywhere, on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { startOnce } from "../../../aws/execution.ts";
import { workLedgerOf } from "../../../aws/ledger.ts";
import { readExecution, readLedger, writeLedger } from "../../../backup/allow.ts";
import { insistOnLease } from "../../../backup/lease.ts";
import type { StepContext } from "../../../context.ts";
import { step } from "../../../step.ts";
import { note } from "../../restore/record.ts";
import { say } from "../../restore/say.ts";
import { restore } from "../../restore/workflow.ts";
import { RestoreAllRun } from "../run.ts";
import { seeParts } from "../see-parts.ts";

const phases = { restored: "restoring", old: "going-back", released: "keeping-old" } as const;

export const followParts = step({
  name: "FollowParts",
  description:
    "Looks where the parts are, and starts the next one or tells the next one to go back or to keep its old no longer; stops at the first that fails.",
  input: z.strictObject({ run: RestoreAllRun, goal: z.enum(["restored", "old", "released"]) }),
  output: z.strictObject({
    /** Whether nothing more is to be done. */
    done: z.boolean(),
    /** Whether a way leads back from one of them at least. */
    keeps: z.boolean(),
    problem: RunProblem.optional(),
  }),
  allow: [
    readLedger,
    writeLedger,
    readExecution,
    on("stateMachine", "states:StartExecution"),
    anywhere("states:SendTaskSuccess"),
  ],
  run: async ({ run, goal }, context) => {
    await insistOnLease(context, workLedgerOf(context, "restore", run.what));
    const parts = await seeParts(context, run.parts);
    const next = nextForParts(parts, goal);
    const problem = next.act === "rest" ? next.problem : undefined;
    // Before a part is started: it looks here whether it is one.
    const whole = await note(context, run, {
      phase: phases[goal],
      parts: parts.map(({ record: _, runs: __, ...part }) => part),
      ...(problem && { problem }),
    });
    if (next.act === "start") await startPart(context, whole, next.part);
    if (next.act === "say") await tell(context, whole, next);
    const keeps = parts.some(({ state }) => state === "keeping-old");
    return { done: next.act === "rest", keeps, ...(problem && { problem }) };
  },
});

async function startPart(
  { aws, platform }: StepContext,
  { run, parts = [], reason, requestedBy }: Restoration,
  part: SeenPart,
): Promise<void> {
  const { what, point, time }: Partial<RestorePart> = parts.find((one) => one.run === part.run) ?? {};
  const stateMachineArn = arns.stateMachine(platform, namesOf(platform).deployed(restore.name));
  const input = { what, point, time, reason, requestedBy, partOf: run };
  await startOnce(aws.sfn, { stateMachineArn, name: part.run, input });
}

async function tell(
  context: StepContext,
  { run, reason }: Restoration,
  { part: { what, run: part }, word }: { readonly part: SeenPart; readonly word: "back" | "release" },
): Promise<void> {
  const wait = { what, run: part, phase: "keeping-old" } as const;
  await say(context, wait, { action: word, reason, by: run }).catch((error: unknown) => {
    // It has come to its end meanwhile: the next look tells.
    if (!(error instanceof NamedError) || error.name !== "Backup.NotWaiting") throw error;
  });
}
