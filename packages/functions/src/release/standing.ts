import { ledgerKeys } from "@signalbox/core/ledger/keys";
import type { Release, TaskDefinitions } from "@signalbox/core/release/release";
import { standingAfterPromotion, standingAfterTurnBack } from "@signalbox/core/release/turns/standing";
import { Cutover } from "@signalbox/core/upgrade/outage";
import { isCutover } from "@signalbox/core/upgrade/release-upgrade";
import { getItem, ledgerOf, putItem } from "../aws/ledger.ts";
import { readRun } from "../aws/run.ts";
import type { StepContext } from "../context.ts";

/** Records that the candidate is what stands from now on, and what it has replaced: the way back leads there. */
export async function recordPromotion(
  context: StepContext,
  release: Release,
  taskDefinitions: TaskDefinitions,
): Promise<void> {
  const ledger = ledgerOf(context, release.group);
  const stood = (await readRun(ledger, release.run))?.stood;
  const side = "candidate" in release ? release.candidate : undefined;
  const standing = standingAfterPromotion(
    release,
    { side, taskDefinitions },
    stood,
    Math.floor(context.clock.now()),
    await unchangedUntil(context, release),
  );
  await putItem(ledger, ledgerKeys.standing, standing);
}

/** Until when the database was as what stood before left it: a cutover knows the moment, before any other it was when the release began. */
async function unchangedUntil(context: StepContext, release: Release): Promise<number> {
  if (!isCutover(release)) return release.startedAt;
  const ledger = ledgerOf(context, release.group);
  const cutover = await getItem(ledger, ledgerKeys.cutover(release.run), Cutover);
  return cutover?.quietAt ?? release.startedAt;
}

/** Records that what stood before the release stands again. */
export async function recordTurnBack(context: StepContext, release: Release): Promise<void> {
  const ledger = ledgerOf(context, release.group);
  const stood = (await readRun(ledger, release.run))?.stood;
  const side = "stable" in release ? release.stable : undefined;
  const standing = standingAfterTurnBack(release, side, stood);
  await putItem(ledger, ledgerKeys.standing, standing);
}
