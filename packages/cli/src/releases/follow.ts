import { DescribeExecutionCommand } from "@aws-sdk/client-sfn";
import type { Clock } from "@signalbox/core/clock";
import type { Cloud } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";
import { historyAfter } from "./history.ts";
import { type Progress, progressReader } from "./progress.ts";
import { startedBy } from "./started.ts";
import { type ReleaseView, viewRelease } from "./view.ts";

export interface Following {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly pollMs: number;
  readonly onProgress: (progress: Progress) => void;
  /** Whether a release that waits for a person is followed on; otherwise following ends there. */
  readonly throughWaits: boolean;
}

/** Follows a release until it has ended, or waits for a person. Rejects with the signal's reason when aborted. */
export async function followRelease(
  cloud: Cloud,
  deployment: Deployment,
  executionArn: string,
  { clock, signal, pollMs, onProgress, throughWaits }: Following,
): Promise<ReleaseView> {
  const news = newsOf(cloud, executionArn);
  for (;;) {
    // Status first: then the history that is read after a final status is whole.
    const { status } = await cloud.sfn.send(new DescribeExecutionCommand({ executionArn }));
    const { progress, events } = await news();
    for (const one of progress) onProgress(one);
    const running = status === "RUNNING" || status === "PENDING_REDRIVE";
    const moved = events > 0 || !running;
    if (moved) {
      const view = await viewRelease(cloud, deployment, executionArn);
      if (!running || (view.status === "waiting-for-person" && !throughWaits)) return view;
    }
    await clock.sleep(pollMs, signal);
  }
}

/** What is new in the history of an execution and of those that it started, told in the order of time. */
export function newsOf({ sfn }: Cloud, executionArn: string) {
  const followed = [{ executionArn, seen: 0, read: progressReader() }];
  let start: number | undefined;
  return async (): Promise<{ progress: Progress[]; events: number }> => {
    const progress: Progress[] = [];
    let events = 0;
    for (const one of followed) {
      const fresh = await historyAfter(sfn, one.executionArn, one.seen);
      one.seen = fresh.at(-1)?.id ?? one.seen;
      start ??= fresh[0]?.timestamp?.getTime();
      events += fresh.length;
      progress.push(...one.read(fresh));
      for (const arn of fresh.flatMap((event) => startedBy(event) ?? []))
        if (!followed.some((known) => known.executionArn === arn))
          followed.push({ executionArn: arn, seen: 0, read: progressReader(start) });
    }
    return { progress: progress.toSorted((a, b) => a.at - b.at), events };
  };
}
