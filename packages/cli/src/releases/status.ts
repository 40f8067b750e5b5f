import type { Lock, Run } from "@signalbox/core/ledger/records";
import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import type { Cloud } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";
import { readLock, readRun } from "../ledger/read.ts";

/** How a group stands: the lock, and the release that holds it. */
export interface GroupStatus {
  readonly group: string;
  readonly repository: string;
  readonly strategy: ReleaseGroup["strategy"];
  /** Released together. */
  readonly services: readonly string[];
  readonly lock: Lock | undefined;
  readonly run: Run | undefined;
}

export async function groupStatus(
  cloud: Cloud,
  deployment: Deployment,
  { name: group, repository, strategy, services }: ReleaseGroup,
): Promise<GroupStatus> {
  const page = { cloud, deployment, group };
  const lock = await readLock(page);
  const run = lock?.run === undefined ? undefined : await readRun(page, lock.run);
  return { group, repository, strategy, services: services.map(({ name }) => name), lock, run };
}
