import { NamedError } from "@signalbox/core/error";
import { canTurnBack, isWaiting, type Run, waitsForOthers } from "@signalbox/core/ledger/records";
import { anywhere, on } from "@signalbox/core/workflow/allow";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { z } from "zod";
import { takePromote, writeDecision } from "../../aws/decision.ts";
import { type Ledger, ledgerOf } from "../../aws/ledger.ts";
import { readLock } from "../../aws/lock.ts";
import { readRun } from "../../aws/run.ts";
import { fail, succeed } from "../../aws/task-token.ts";
import { readToken } from "../../aws/wait-token.ts";
import type { FunctionContext } from "../../context.ts";
import { lambdaFunction } from "../../step.ts";
import { stopRehearsal, stopRehearsalAllows } from "../../upgrade/stop-rehearsal.ts";
import { decideSet } from "./decide-set.ts";
import { decideWaiting } from "./decide-waiting.ts";

const DecideRequest = z.strictObject({
  release: z.string().min(1).meta({ description: "name of the release's execution, or of its group" }),
  action: z.enum(["abort", "promote"]),
  reason: z.string().min(1).meta({ description: "why, for the report" }),
  by: z.string().min(1).meta({ description: "who decides" }),
});

export const decide = lambdaFunction({
  name: "decide",
  description: "Records a person's decision about a running release, then answers the wait that it is in.",
  input: DecideRequest,
  triggers: [onTrigger.person()],
  allow: [
    on("ledgerTable", "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query", "dynamodb:UpdateItem"),
    anywhere("states:SendTaskSuccess", "states:SendTaskFailure"),
    stopRehearsalAllows,
  ],
  run: async ({ release: name, action, reason, by }, context) => {
    const running = await findRunning(context, name);
    if (!running) {
      const said = { name, action, reason, by };
      return (await decideSet(context, said)) ?? (await decideWaiting(context, said));
    }
    const { ledger, run } = running;
    if (!canTurnBack(run.phase))
      throw new NamedError("Release.TooLate", `release ${run.release.run} is ${run.phase} already`);
    if (action === "promote" && waitsForOthers(run.phase))
      throw new NamedError(
        "Release.WaitsForOthers",
        `release ${run.release.run} waits for the others of its set, which promotes it: ${run.release.reason ?? "see its report"}`,
      );
    const { sfn } = context.aws;
    const before = await readToken(ledger, run.release.run);
    // A promote while nothing waits stays open for the next wait; the token that is stored then is an old one.
    const visit = action === "promote" && isWaiting(run.phase) ? before?.wait : undefined;
    const at = new Date(context.clock.now()).toISOString();
    // The record comes first: should the answer get lost, the next step of the release reads it.
    await writeDecision(ledger, run.release.run, { action, by, reason, at, ...(visit && { visit }) });
    // Read anew: a wait that stored its token meanwhile may have looked for decisions before there was this one.
    const waiting = visit === undefined ? await readToken(ledger, run.release.run) : before;
    const cause = `${by} aborted: ${reason}`;
    if (action === "abort" && isRehearsed(run))
      await stopRehearsal(context, run.release.run, { error: "Release.Aborted", cause });
    const answered =
      waiting !== undefined &&
      (action === "promote"
        ? await succeed(sfn, waiting.token, { by, reason })
        : await fail(sfn, waiting.token, { error: "Release.Aborted", cause }));
    // Spent on this wait, so that no later one takes it too.
    if (answered && action === "promote") await takePromote(ledger, run.release.run, waiting.wait);
    return { group: run.release.group, run: run.release.run, phase: run.phase, answered };
  },
});

/** Whether it may be waiting for its rehearsal, which hears nothing by itself. */
const isRehearsed = ({ phase, release }: Run): boolean =>
  phase === "preparing" && release.migrations !== undefined;

/** The release that holds the lock of the group, or whose execution is named so. */
async function findRunning(
  context: FunctionContext,
  name: string,
): Promise<{ ledger: Ledger; run: Run } | undefined> {
  for (const group of context.platform.groups) {
    const ledger = ledgerOf(context, group.name);
    const lock = await readLock(ledger);
    if (lock?.run === undefined || (group.name !== name && lock.run !== name)) continue;
    const run = await readRun(ledger, lock.run);
    if (run) return { ledger, run };
  }
  return undefined;
}
