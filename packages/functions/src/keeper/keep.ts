import type { Clock } from "@signalbox/core/clock";
import { askAgainMs, exitAt, type Places, renewEveryMs, renews } from "@signalbox/core/failover/lease";
import type { TableEpochs } from "@signalbox/core/failover/writing";
import { inTime } from "@signalbox/core/in-time";

export type KeeperState = "waits" | "holds" | "unsure";

export interface Keeper {
  /** Monotonic: a lease that was measured by a clock that somebody sets back would not end. */
  readonly clock: Clock;
  /** Region whose tasks it guards. */
  readonly region: string;
  readonly places: Places;
  /** How long the task's other containers may go on once this process has ended; milliseconds. */
  readonly stopMs: number;
  /** What each of the three tables has; a table that does not answer is undefined. May reject: that renews nothing. */
  readonly ask: () => Promise<readonly TableEpochs[]>;
  /** Hears of every change: from the first renewal on the task may begin. */
  readonly tell: (state: KeeperState) => void;
  /** Aborts when the task is stopped by somebody else. */
  readonly signal: AbortSignal;
}

/**
 * Renews a region's lease for one task, until it can no more: then it returns, its process ends, and ECS stops the task without
 * anybody's control plane being asked. A keeper that has not got the lease yet waits for it, and nothing else in the task begins.
 */
export async function keep({ clock, region, places, stopMs, ask, tell, signal }: Keeper): Promise<void> {
  /** When the process ends unless it renews before. */
  let endsAt = Number.POSITIVE_INFINITY;
  let state: KeeperState = "waits";
  tell(state);
  while (!signal.aborted && clock.now() < endsAt) {
    const sentAt = clock.now();
    const renewed = await byThen(clock, endsAt, renewedBy({ region, places, ask }));
    if (renewed === "too-late" || clock.now() >= endsAt) return;
    if (renewed) endsAt = exitAt(sentAt, stopMs);
    const now = renewed ? "holds" : endsAt < Number.POSITIVE_INFINITY ? "unsure" : "waits";
    if (now !== state) tell(now);
    state = now;
    const next = Math.min(sentAt + (renewed ? renewEveryMs : askAgainMs), endsAt);
    await clock.sleep(Math.max(0, next - clock.now()), signal).catch(() => {});
  }
}

/** Any error counts as not renewed: Patroni's primary that did not stop did so by an exception, github.com/patroni/patroni/issues/1684. */
async function renewedBy({
  region,
  places,
  ask,
}: Pick<Keeper, "region" | "places" | "ask">): Promise<boolean> {
  try {
    return renews(region, await ask(), places);
  } catch {
    return false;
  }
}

/** An answer that comes after the lease has ended is none. */
async function byThen<T>(clock: Clock, at: number, answer: Promise<T>): Promise<T | "too-late"> {
  if (at === Number.POSITIVE_INFINITY) return await answer;
  const left = Math.max(0, at - clock.now());
  return await inTime<T | "too-late">(
    clock,
    left,
    () => "too-late",
    () => answer,
  );
}
