import type { ReleaseRequest } from "@signalbox/core/release/request";
import type { Move } from "@signalbox/core/release/set/next";
import {
  type Barrier,
  backRun,
  type Member,
  openedName,
  type ReleaseSet,
  voiceOf,
  withdrawn,
} from "@signalbox/core/release/set/set";
import type { ReleaseUpgrade } from "@signalbox/core/upgrade/release-upgrade";
import { readPromoteFor, writeDecision } from "../aws/decision.ts";
import { startOnce } from "../aws/execution.ts";
import { joinSet, markOpened } from "../aws/release-set.ts";
import { succeed } from "../aws/task-token.ts";
import { readToken } from "../aws/wait-token.ts";
import type { FunctionContext } from "../context.ts";
import { abortRelease } from "../release/abort.ts";
import { stopRehearsal } from "../upgrade/stop-rehearsal.ts";
import { type MemberPlace, placeOf } from "./place.ts";

/** What is done to one release of a set. */
interface Doing {
  readonly context: FunctionContext;
  readonly place: MemberPlace;
  readonly set: ReleaseSet;
  readonly member: Member;
  /** ISO 8601. */
  readonly at: string;
}

/**
 * What a set does to its releases. Each is safe to repeat: it was decided by what the ledger says, and is again. Answers whether it was
 * done: no region is told to migrate once another one has taken its stop back.
 */
export async function act(
  context: FunctionContext,
  set: ReleaseSet,
  move: Exclude<Move, { kind: "wait" | "end" }>,
): Promise<boolean> {
  if (move.kind === "join") {
    await joinSet(context, joined(set, move.upgrade));
    return true;
  }
  const at = new Date(context.clock.now()).toISOString();
  // The mark comes first: who is cut off now opens for the others too, though some have gone on.
  if (move.kind === "open" && !(await isMarked(context, set, move, at))) return false;
  for (const member of move.members) {
    const doing = { context, place: placeOf(context, member), set, member, at };
    if (move.kind === "open") await letGoOn(doing, move.barrier);
    else if (move.kind === "start") await start(doing);
    else if (move.kind === "abort") await abort(doing, move.why);
    else await goBack(doing, move.why);
  }
  return true;
}

/** No region may take its stop back once one migrates; one that has done so first keeps it from that. */
const isMarked = (
  context: FunctionContext,
  { run }: ReleaseSet,
  { barrier, wave }: Extract<Move, { kind: "open" }>,
  at: string,
): Promise<boolean> =>
  markOpened(context, run, openedName(barrier, wave), at, barrier === "stopped" ? withdrawn : undefined);

/** In order: the first one migrates. */
const joined = (set: ReleaseSet, cutover: ReleaseUpgrade): ReleaseSet => ({
  ...set,
  waves: [set.waves.flat()],
  cutover,
});

/** What tells the release of one region that the others wait for it; of those that migrate nothing, only in a cutover. */
function everywhereOf({ everywhere, cutover }: ReleaseSet, { run }: Member): ReleaseRequest["everywhere"] {
  if (!everywhere || everywhere.writer === run) return everywhere;
  return cutover && { ...everywhere, upgrade: cutover };
}

async function start({ place: { aws, machineArn }, set, member }: Doing): Promise<void> {
  const { requestedBy, reason, breakGlass, force, run } = set;
  const everywhere = everywhereOf(set, member);
  const input: ReleaseRequest = {
    group: member.group,
    image: member.image,
    requestedBy,
    reason: reason === undefined ? `one of the set ${run}` : `${reason} (one of the set ${run})`,
    ...(breakGlass !== undefined && { breakGlass }),
    ...(everywhere && { everywhere }),
    ...(force && everywhere?.writer === member.run && { force }),
    policy: member.policy,
  };
  await startOnce(aws.sfn, { stateMachineArn: machineArn, name: member.run, input });
}

async function goBack({ place: { aws, machineArn }, set, member }: Doing, why: string): Promise<void> {
  const input: ReleaseRequest = {
    group: member.group,
    back: true,
    requestedBy: set.requestedBy,
    reason: `the set ${set.run} goes back: ${why}`,
  };
  await startOnce(aws.sfn, { stateMachineArn: machineArn, name: backRun(member.run), input });
}

async function abort({ context, place: { aws, ledger }, set, member: { run }, at }: Doing, reason: string) {
  const by = voiceOf(set);
  const aborted = await abortRelease(aws.sfn, ledger, { run, by, reason, at });
  // Where the database is written, which is where the set runs.
  await stopRehearsal(context, run, aborted);
}

interface Wait {
  readonly states: readonly string[];
  readonly reason: string;
}

/** The states of the strategies' machines that wait at a barrier, and what they are told. */
const waits = {
  rehearsed: { states: ["AwaitRehearsed"], reason: "all regions are there" },
  stopped: { states: ["AwaitStopped"], reason: "the old version has stopped in all regions" },
  migrated: { states: ["AwaitStopped", "AwaitMigrated"], reason: "the database is migrated" },
  ready: { states: ["AwaitReady"], reason: "all of the set are ready" },
  passed: { states: ["AwaitPassed"], reason: "all of the set have passed" },
  hold: { states: ["Hold"], reason: "all of the set were held" },
} as const satisfies Record<Barrier, Wait>;

/** Ends the very wait at a barrier, and no other: what is said of it stands in the ledger first. */
async function letGoOn({ place: { aws, ledger }, set, member: { run }, at }: Doing, barrier: Barrier) {
  const waiting = await readToken(ledger, run);
  const { states, reason }: Wait = waits[barrier];
  if (!waiting || !states.includes(waiting.state)) return;
  const { token, wait: visit } = waiting;
  const by = voiceOf(set);
  if (!(await readPromoteFor(ledger, run, visit)))
    await writeDecision(ledger, run, { action: "promote", by, reason, at, visit });
  await succeed(aws.sfn, token, { by, reason });
}
