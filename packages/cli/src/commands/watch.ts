import type { Cloud } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";
import type { ExitCode } from "../exit.ts";
import type { Io } from "../io.ts";
import { detailRelease } from "../releases/detail.ts";
import { followRelease } from "../releases/follow.ts";
import { exitCodeOf } from "../releases/view.ts";
import { renderProgress } from "../render/progress.ts";
import { renderRelease } from "../render/release.ts";

/** Often enough to feel live, and far below the 15 calls a second that AWS grants for DescribeExecution. */
const pollMs = 1_000;

export interface Watched {
  readonly cloud: Cloud;
  readonly deployment: Deployment;
  readonly executionArn: string;
  readonly json: boolean;
}

/** Follows a release with a line for each state, shows it when it has ended or waits for a person. */
export async function watch({ cloud, deployment, executionArn, json }: Watched, io: Io): Promise<ExitCode> {
  const view = await followRelease(cloud, deployment, executionArn, {
    clock: io.clock,
    signal: io.interrupted,
    pollMs,
    throughWaits: false,
    onProgress: (progress) => io.err(renderProgress(progress, io.colors)),
  });
  const detail = await detailRelease(cloud, deployment, view);
  io.out(json ? JSON.stringify(detail, undefined, 2) : `\n${renderRelease(detail, io.colors)}`);
  if (view.status === "waiting-for-person")
    io.err(
      `\nsomebody must decide:\n  signalbox promote ${view.id} --reason …\n  signalbox abort ${view.id} --reason …`,
    );
  return exitCodeOf(view.status);
}
