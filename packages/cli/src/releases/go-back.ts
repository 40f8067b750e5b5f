import type { Clock } from "@signalbox/core/clock";
import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import { canBeCalledBack } from "@signalbox/core/release/turns/turn";
import type { Cloud } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";
import { readLock, readRun } from "../ledger/read.ts";
import { decide } from "./decide.ts";
import { startRelease } from "./start.ts";

export interface WentBack {
  readonly executionArn: string;
  /** A release that keeps its old side is aborted; later a release goes back. */
  readonly how: "abort" | "release";
}

/** Returns a group to what ran before its last promotion, by the shortest way that there is. */
export async function goBack(
  cloud: Cloud,
  deployment: Deployment,
  { name: group }: ReleaseGroup,
  { reason, by }: { readonly reason: string; readonly by: string },
  clock: Clock,
): Promise<WentBack> {
  const page = { cloud, deployment, group };
  const lock = await readLock(page);
  const run = lock?.run === undefined ? undefined : await readRun(page, lock.run);
  if (lock?.owner !== undefined && run && canBeCalledBack(run.phase)) {
    const decision = { release: run.release.run, action: "abort", reason, by } as const;
    await decide(cloud, deployment, decision, lock.owner, clock);
    return { executionArn: lock.owner, how: "abort" };
  }
  const request = { group, back: true, requestedBy: by, reason } as const;
  return { executionArn: await startRelease(cloud, deployment, request, clock.now()), how: "release" };
}
