import type { Problem, SidedRelease } from "@signalbox/core/release/release";
import { journal } from "../aws/journal.ts";
import { ledgerOf } from "../aws/ledger.ts";
import { readRun, setPhase } from "../aws/run.ts";
import type { StepContext } from "../context.ts";
import { recordTurnBack } from "./standing.ts";

/**
 * Records that every user is on stable, `moved` there just now or not. An attempt that was cut off after it moved them leaves
 * the next one nothing to move: that one knows by the run's weight that they had been away, and by its phase that it was said.
 */
export async function recordUsersBack(
  context: StepContext,
  release: SidedRelease,
  { error, cause }: Problem,
  moved: boolean,
): Promise<void> {
  const ledger = ledgerOf(context, release.group);
  const run = await readRun(ledger, release.run);
  const returned = moved || (run?.weight ?? 0) > 0;
  if (moved || run?.phase !== "rolling-back")
    await journal(context, release, {
      text: `all traffic ${returned ? "goes back to" : "is on"} ${release.stable}: ${error}: ${cause}`,
      ...(returned && { weight: 0 }),
    });
  await setPhase(ledger, release.run, "rolling-back", 0);
  await recordTurnBack(context, release);
}
