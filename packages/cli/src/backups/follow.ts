import { DescribeExecutionCommand } from "@aws-sdk/client-sfn";
import type { Cloud } from "../cloud/open.ts";
import type { Io } from "../io.ts";
import { newsOf } from "../releases/follow.ts";
import { renderProgress } from "../render/progress.ts";

/** Often enough to feel live, and far below the 15 calls a second that AWS grants for DescribeExecution. */
const pollMs = 1_000;

export interface RunEnd {
  /** Of Step Functions. */
  readonly status: string;
  readonly problem: { readonly error: string; readonly cause: string } | undefined;
}

/**
 * Follows an execution with a line for each state, until it has ended or `enough` says so. Rejects with the signal's reason
 * when the person interrupts.
 */
export async function followRun(
  cloud: Cloud,
  executionArn: string,
  io: Io,
  enough: () => Promise<boolean> = async () => false,
): Promise<RunEnd> {
  const news = newsOf(cloud, executionArn);
  for (;;) {
    // Status first: then the history that is read after a final status is whole.
    const {
      status = "",
      error,
      cause = "",
    } = await cloud.sfn.send(new DescribeExecutionCommand({ executionArn }));
    for (const one of (await news()).progress) io.err(renderProgress(one, io.colors));
    const running = status === "RUNNING" || status === "PENDING_REDRIVE";
    if (!running || (await enough()))
      return { status, problem: error === undefined ? undefined : { error, cause } };
    await io.clock.sleep(pollMs, io.interrupted);
  }
}
