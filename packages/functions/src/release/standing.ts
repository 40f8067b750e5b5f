import { ledgerKeys } from "@signalbox/core/ledger/keys";
import type { Release, TaskDefinitions } from "@signalbox/core/release/release";
import { standingAfterPromotion, standingAfterTurnBack } from "@signalbox/core/release/turns/standing";
import { ledgerOf, putItem } from "../aws/ledger.ts";
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
  );
  await putItem(ledger, ledgerKeys.standing, standing);
}

/** Records that what stood before the release stands again. */
export async function recordTurnBack(context: StepContext, release: Release): Promise<void> {
  const ledger = ledgerOf(context, release.group);
  const stood = (await readRun(ledger, release.run))?.stood;
  const side = "stable" in release ? release.stable : undefined;
  const standing = standingAfterTurnBack(release, side, stood);
  await putItem(ledger, ledgerKeys.standing, standing);
}
