import { DescribeExecutionCommand } from "@aws-sdk/client-sfn";
import type { Look, Seen, Standing } from "@signalbox/core/release/set/next";
import type { SetRecord } from "@signalbox/core/release/set/report";
import { backRun, type Member, type ReleaseSet, voiceOf } from "@signalbox/core/release/set/set";
import { readAbort } from "../aws/decision.ts";
import { setLedgerOf } from "../aws/release-set.ts";
import { readRun } from "../aws/run.ts";
import { readToken } from "../aws/wait-token.ts";
import type { FunctionContext } from "../context.ts";
import { type MemberPlace, placeOf } from "./place.ts";

/** The releases of a set, as the ledgers and Step Functions of their regions have them. */
export async function lookAt(context: FunctionContext, { set, opened }: SetRecord): Promise<Look> {
  const waves: Seen[][] = [];
  for (const wave of set.waves) {
    const seen: Seen[] = [];
    for (const member of wave) seen.push(await lookAtMember(context, set, member));
    waves.push(seen);
  }
  const abort = await readAbort(setLedgerOf(context, set.run), set.run);
  return {
    waves,
    opened: Object.keys(opened),
    abort: abort && { error: "Release.Aborted", cause: `${abort.by} aborted: ${abort.reason}` },
    now: Math.floor(context.clock.now()),
  };
}

async function lookAtMember(context: FunctionContext, set: ReleaseSet, member: Member): Promise<Seen> {
  const place = placeOf(context, member);
  const { ledger } = place;
  const { run } = member;
  // Before what it has recorded: what is read of one that has ended is whole.
  const execution = await describe(place, run);
  const abort = await readAbort(ledger, run);
  const told = abort && { told: abort.by === voiceOf(set) ? ("set" as const) : ("person" as const) };
  if (!execution) return { member, ...told };
  const record = await readRun(ledger, run);
  const phase = record?.phase;
  const held = phase === "holding" ? await readToken(ledger, run) : undefined;
  const settledAt = held ? Date.parse(held.began) : execution.endedAt;
  const problem = record?.report?.problem ?? execution.problem;
  const back = execution.standing === "promoted" ? await describe(place, backRun(run)) : undefined;
  return {
    member,
    standing: execution.standing,
    ...told,
    ...(phase !== undefined && { phase }),
    ...(phase === "rehearsed" && record?.release.upgrade && { upgrade: record.release.upgrade }),
    ...(settledAt !== undefined && { settledAt }),
    ...(problem && { problem }),
    ...(back && { back: backs[back.standing] }),
  };
}

const backs = { running: "running", promoted: "done", returned: "stuck", stuck: "stuck" } as const;

/** An execution of `release`; undefined where there is none. */
export async function describe({ aws, executionArn }: MemberPlace, run: string) {
  try {
    const { status, error, cause, stopDate } = await aws.sfn.send(
      new DescribeExecutionCommand({ executionArn: executionArn(run) }),
    );
    return {
      standing: standingOf(status, error),
      ...(stopDate && { endedAt: stopDate.getTime() }),
      ...(error !== undefined && { problem: { error, cause: cause ?? "no cause was given" } }),
    };
  } catch (error) {
    if (error instanceof Error && error.name === "ExecutionDoesNotExist") return undefined;
    throw error;
  }
}

/** One that was stopped or took too long did not turn back, and one that needs a person could not. */
function standingOf(status: string | undefined, error: string | undefined): Standing {
  if (status === "RUNNING" || status === "PENDING_REDRIVE") return "running";
  if (status === "SUCCEEDED") return "promoted";
  return status === "FAILED" && error !== "Release.NeedsAPerson" ? "returned" : "stuck";
}
