import type { Clock } from "@signalbox/core/clock";
import { measuredSeconds } from "@signalbox/core/scaling/replica-metrics";

const periodMs = measuredSeconds * 1000;

export interface Speaking<Word> {
  readonly clock: Clock;
  /** A word about the ten seconds that ended then, as CloudWatch reads it. */
  readonly line: (word: Word, end: number) => string;
  /** What happened since it was last asked; undefined where that is not known. */
  readonly word: () => Promise<Word | undefined>;
  readonly write: (line: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Says every ten seconds, at the full ten, what the replica does. What is not known is not said: a replica that is silent counts as
 * busy and is not let go, and one that said zero would be. Ends when `signal` aborts.
 */
export async function speak<Word>({ clock, line, word, write, signal }: Speaking<Word>): Promise<void> {
  let asked = Number.NaN;
  while (!signal.aborted) {
    const end = (Math.floor(clock.now() / periodMs) + 1) * periodMs;
    await clock.sleep(end - clock.now(), signal).catch(() => {});
    if (signal.aborted) return;
    const said = await word().catch(() => undefined);
    // A word about more than ten seconds, or about fewer, would be taken for a surge or a lull.
    if (said !== undefined && asked === end - periodMs) write(line(said, end));
    asked = end;
  }
}
