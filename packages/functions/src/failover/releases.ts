import type { FailoverRun } from "@signalbox/core/failover/run";
import { canTurnBack } from "@signalbox/core/ledger/records";
import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import { isBeforePromotion } from "@signalbox/core/release/turns/turn";
import { isCutover } from "@signalbox/core/upgrade/release-upgrade";
import { readAbort } from "../aws/decision.ts";
import { atTable } from "../aws/epoch-tables.ts";
import { freezesIn, setFreeze, thaw } from "../aws/freeze.ts";
import { ledgerOf } from "../aws/ledger.ts";
import { readLock } from "../aws/lock.ts";
import { readRun } from "../aws/run.ts";
import type { StepContext } from "../context.ts";
import { abortRelease } from "../release/abort.ts";

type Moved = Pick<FailoverRun, "kind" | "run" | "mode" | "from" | "to">;

/** As long as a move may last: one that dies on the way leaves no region frozen for ever. */
const longestMs = 6 * 3_600_000;

const byOf = ({ kind, run }: Moved): string => `${kind} ${run}`;

/**
 * Lets no release begin in the region that is entered, and in the one that is left where that still answers, and turns back what has not
 * been promoted there. Answers what it did in each; nothing of a lost region is asked.
 */
export async function holdReleases(
  context: StepContext,
  run: Moved,
  { startedAt }: Pick<FailoverRun, "startedAt">,
): Promise<string[]> {
  const { from, mode, to } = run;
  const freeze = {
    by: byOf(run),
    reason: `${to} takes over from ${from}`,
    at: startedAt,
    until: new Date(Date.parse(startedAt) + longestMs).toISOString(),
  };
  const hold = async (there: StepContext): Promise<string> => {
    await setFreeze(freezesIn(there, undefined), freeze);
    const told: string[] = [];
    for (const group of there.platform.groups) told.push(...(await turnBackIn(there, group, run)));
    return `${there.platform.region} begins no release${told.map((each) => `; ${each}`).join("")}`;
  };
  const here = await hold(context);
  if (mode === "ungraceful") return [here];
  const there = await inRegion(context, from, hold);
  return [here, there ?? `${from} could not be told to begin no release`];
}

/** Ends the freeze that a move has set, and no other one; in the region that is left where that answers. */
export async function letReleases(context: StepContext, run: Moved): Promise<void> {
  const now = context.clock.now();
  const thawed = { by: byOf(run), reason: "the move is over", at: new Date(now).toISOString() };
  const own = ({ by }: { readonly by: string }) => by === byOf(run);
  const lift = (there: StepContext) => thaw(freezesIn(there, undefined), thawed, now, own);
  await lift(context);
  if (run.mode === "graceful") await inRegion(context, run.from, lift);
}

/** As long as its table of epochs is asked, which is its ledger; undefined for no answer. */
const inRegion = <T>(
  context: StepContext,
  region: string,
  ask: (there: StepContext) => Promise<T>,
): Promise<T | undefined> =>
  atTable(context, region, () =>
    ask({ ...context, aws: context.clientsIn(region), platform: { ...context.platform, region } }),
  );

/** A way back and a cutover come to their own end: they are how an incident ends, or keep users out until a database is migrated. */
async function turnBackIn(context: StepContext, { name }: ReleaseGroup, run: Moved): Promise<string[]> {
  const ledger = ledgerOf(context, name);
  const release = (await readLock(ledger))?.run;
  const found = release === undefined ? undefined : await readRun(ledger, release);
  if (release === undefined || !found) return [];
  const told = `release ${release} turns back`;
  if (!canTurnBack(found.phase)) return (await readAbort(ledger, release))?.by === byOf(run) ? [told] : [];
  const stays = found.release.back !== undefined || isCutover(found.release);
  if (stays || !isBeforePromotion(found.phase)) return [`release ${release} is ${found.phase} and goes on`];
  const reason = `${run.to} takes over from ${run.from}`;
  const at = new Date(context.clock.now()).toISOString();
  await abortRelease(context.aws.sfn, ledger, { run: release, by: byOf(run), reason, at });
  return [told];
}
