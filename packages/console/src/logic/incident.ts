import type { FailoverRun } from "@signalbox/core/failover/run";
import { verdictOf } from "@signalbox/core/failover/verdict";

/** A line of an incident's timeline: shares of its whole time are 0 to 1. */
export interface Stretch {
  readonly name: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly left: number;
  readonly width: number;
  /** Moments within it. */
  readonly ticks: readonly number[];
  readonly kind: "evidence" | "decision" | "wait" | "act";
  readonly running: boolean;
  /** Who did it, where it was not the execution itself. */
  readonly actor?: string;
  readonly epoch?: number;
}

/** The acts after which nothing is done until the lease of the other region is over. */
const beforeLease = ["ClaimEpoch", "FreezeReleases"];

export interface Incident {
  readonly start: number;
  readonly end: number;
  readonly lines: readonly Stretch[];
}

/** What was seen, what was decided, and each act; `now` ends what still runs. */
export function incidentOf(run: FailoverRun, now: number): Incident {
  const started = Date.parse(run.startedAt);
  const start = Math.min(
    started,
    Date.parse(run.lostAt ?? run.startedAt),
    ...run.evidence.map(({ at }) => at),
  );
  const end = Math.max(run.endedAt === undefined ? now : Date.parse(run.endedAt), start + 1);
  const share = (at: number): number => (Math.min(Math.max(at, start), end) - start) / (end - start);
  const line = (
    { from, to, ...rest }: Omit<Stretch, "left" | "width" | "ticks">,
    ticks: readonly number[] = [],
  ): Stretch => ({
    ...{ ...rest, from, to, left: share(from), width: share(to) - share(from) },
    ticks: ticks.map(share),
  });
  const observers = Map.groupBy(run.evidence, ({ observer }) => observer);
  const seen = [...observers].map(([observer, words]) => {
    const times = words.map(({ at }) => at);
    const down = words.filter((one) => verdictOf(one) === "down").length;
    const [from, to] = [Math.min(...times), Math.max(...times)];
    return line(
      {
        ...{ name: observer, from, to, kind: "evidence" as const, running: false },
        text: `sees ${run.from} down in ${down} of ${words.length} words`,
      },
      times,
    );
  });
  const last = run.acts.length - 1;
  const leaves = run.mode === "ungraceful";
  const acts = run.acts.flatMap(({ state, text, startedAt, endedAt, actor, epoch }, index) => {
    const next = run.acts[index + 1];
    const waits = leaves && beforeLease.includes(state) && !beforeLease.includes(next?.state ?? "");
    const running = run.outcome === undefined && index === last && !waits;
    const act = line({
      ...{ name: state, text, running, kind: index === 0 ? "decision" : "act" },
      ...(epoch !== undefined && { epoch }),
      ...(actor !== run.owner && { actor }),
      ...{ from: Date.parse(startedAt), to: running ? now : Date.parse(endedAt) },
    });
    if (!waits) return [act];
    return [
      act,
      line({
        ...{ name: "WaitOutLease", kind: "wait", running: !next && run.outcome === undefined },
        text: `whoever writes in ${run.from} has ended by then`,
        ...{ from: Date.parse(endedAt), to: next ? Date.parse(next.startedAt) : end },
      }),
    ];
  });
  return { start, end, lines: [...seen, ...acts] };
}
