import { DescribeExecutionCommand } from "@aws-sdk/client-sfn";
import type { Clock } from "@signalbox/core/clock";
import type { Cloud } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";
import { historyAfter } from "./history.ts";
import { type Progress, progressReader } from "./progress.ts";
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
  const read = progressReader();
  let seen = 0;
  for (;;) {
    // Status first: then the history that is read after a final status is whole.
    const { status } = await cloud.sfn.send(new DescribeExecutionCommand({ executionArn }));
    const events = await historyAfter(cloud.sfn, executionArn, seen);
    seen = events.at(-1)?.id ?? seen;
    for (const progress of read(events)) onProgress(progress);
    const running = status === "RUNNING" || status === "PENDING_REDRIVE";
    const moved = events.length > 0 || !running;
    if (moved) {
      const view = await viewRelease(cloud, deployment, executionArn);
      if (!running || (view.status === "waiting-for-person" && !throughWaits)) return view;
    }
    await clock.sleep(pollMs, signal);
  }
}
