import { DescribeExecutionCommand } from "@aws-sdk/client-sfn";
import type { Lock, Run } from "@signalbox/core/ledger/records";
import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import { freezeAt, type Holding } from "@signalbox/core/release/turns/freeze";
import { isLater, type Ticket } from "@signalbox/core/release/turns/ticket";
import type { Cloud } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";
import { type Page, readFreezes, readLock, readRun, readTickets } from "../ledger/read.ts";

/** How a group stands: the lock, and the release that holds it. */
export interface GroupStatus {
  readonly group: string;
  readonly repository: string;
  readonly strategy: ReleaseGroup["strategy"];
  /** Released together. */
  readonly services: readonly string[];
  readonly lock: Lock | undefined;
  readonly run: Run | undefined;
  /** Releases that wait for their turn, the one that was asked for first at the front. */
  readonly waiting: readonly Ticket[];
  /** Keeps new releases from beginning. */
  readonly freeze: Holding | undefined;
}

/** How a group stands at `now`, in milliseconds since 1970. */
export async function groupStatus(
  cloud: Cloud,
  deployment: Deployment,
  { name: group, repository, strategy, services, freezes = {} }: ReleaseGroup,
  now: number,
): Promise<GroupStatus> {
  const page = { cloud, deployment, group };
  const lock = await readLock(page);
  const run = lock?.run === undefined ? undefined : await readRun(page, lock.run);
  return {
    group,
    repository,
    strategy,
    services: services.map(({ name }) => name),
    lock,
    run,
    waiting: await readWaiting(page),
    freeze: freezeAt(freezes, await readFreezes(page), now),
  };
}

/** Tickets whose executions run: one that was stopped gives its ticket back to nobody. */
async function readWaiting(page: Page): Promise<Ticket[]> {
  const waiting: Ticket[] = [];
  for (const ticket of await readTickets(page)) {
    const { status } = await page.cloud.sfn.send(
      new DescribeExecutionCommand({ executionArn: ticket.execution }),
    );
    if (status === "RUNNING") waiting.push(ticket);
  }
  return waiting.toSorted((a, b) => (isLater(a, b) ? 1 : -1));
}
