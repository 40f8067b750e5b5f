import { ledgerKeys } from "@signalbox/core/ledger/keys";
import type { Side } from "@signalbox/core/platform/platform";
import {
  generationsSentence,
  holdsForGenerations,
  leave,
  RememberedGenerations,
  remember,
  stillRunning,
} from "@signalbox/core/release/generations";
import type { SidedRelease } from "@signalbox/core/release/release";
import { getItem, ledgerOf, putItem } from "../aws/ledger.ts";
import type { StepContext } from "../context.ts";
import { readGenerations } from "./read-generations.ts";

export interface Leaving {
  readonly side: Side;
  /** When it was at weight 0. Milliseconds since 1970. */
  readonly since: number;
  /** End of the last whole minute since then in which it is known to have been given a request. */
  readonly servedUntil: number;
}

/** Whether a group has generations that a release can follow. */
export const followsGenerations = ({ platform }: Pick<StepContext, "platform">, group: string): boolean =>
  platform.groups.find(({ name }) => name === group)?.generationKeys !== undefined;

/**
 * Whether the side that left is held by generations that ran when it left, and what became of them. What ran is kept in the
 * ledger, so that a step that is run again compares with the same.
 */
export async function followGenerations(
  context: StepContext,
  release: SidedRelease,
  { side, since, servedUntil }: Leaving,
): Promise<{ readonly holds: boolean; readonly sentence: string }> {
  const ledger = ledgerOf(context, release.group);
  const { drainSeconds, generationSeconds } = release.policy;
  const before = await getItem(ledger, ledgerKeys.generations, RememberedGenerations);
  const seen = await readGenerations(context, release.group);
  const now = context.clock.now();
  const { run } = release;
  const remembered = remember({ run, side, since, now, servedUntil, seen, remembered: before });
  const waiting = seen.known && remembered ? stillRunning(remembered, seen.running) : undefined;
  const deadlineSeconds = Math.max(drainSeconds, generationSeconds);
  const holds = holdsForGenerations({ now, since, deadlineSeconds, waiting });
  const after =
    !remembered || holds || remembered.goneSeconds !== undefined
      ? remembered
      : { ...leave(remembered, waiting ?? []), goneSeconds: (now - remembered.takenAt) / 1000 };
  if (after && after !== before) await putItem(ledger, ledgerKeys.generations, after);
  const ran = remembered?.ids.length ?? 0;
  return { holds, sentence: generationsSentence({ now, since, waiting }, ran, seen.known ? "" : seen.why) };
}
