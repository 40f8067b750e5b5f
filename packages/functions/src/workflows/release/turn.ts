import type { Lock } from "@signalbox/core/ledger/records";
import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import type { Order } from "@signalbox/core/release/release";
import type { Holding } from "@signalbox/core/release/turns/freeze";
import type { Ticket } from "@signalbox/core/release/turns/ticket";
import { type Holder, type Turn, turnOf } from "@signalbox/core/release/turns/turn";
import { isCutover } from "@signalbox/core/upgrade/release-upgrade";
import { readFreeze } from "../../aws/freeze.ts";
import { type Ledger, ledgerOf } from "../../aws/ledger.ts";
import { isHeld, readLock, runs } from "../../aws/lock.ts";
import { readTickets } from "../../aws/queue.ts";
import { readRun } from "../../aws/run.ts";
import type { FunctionContext } from "../../context.ts";

export interface Looked {
  readonly turn: Turn;
  /** Another one that holds the lock. */
  readonly holder: Holder | undefined;
  readonly lock: Lock | undefined;
  readonly mine: Ticket;
  /** Whether a ticket was drawn before. */
  readonly waited: boolean;
  /** Holds now, whether it keeps this release or not. */
  readonly freeze: Holding | undefined;
}

/** Whether a freeze keeps a release; a way back is how an incident ends, and the glass is broken with a reason. */
export const isFrozen = ({ back, breakGlass }: Pick<Order, "back" | "breakGlass">): boolean =>
  back === undefined && breakGlass === undefined;

/**
 * Looks whose turn it is. `askedAt`: milliseconds since 1970, when the execution started. Throws `Release.NeedsAPerson` when
 * the lock was left for one.
 */
export async function lookForTurn(
  context: FunctionContext,
  group: ReleaseGroup,
  order: Order,
  askedAt: number,
): Promise<Looked> {
  const { aws, clock } = context;
  const ledger = ledgerOf(context, group.name);
  const lock = await readLock(ledger);
  const held = await isHeld(aws.sfn, lock, order.execution);
  const tickets = await readTickets(ledger);
  const drawn = tickets.find(({ run }) => run === order.run);
  const mine = drawn ?? ticketOf(order, askedAt, clock.now());
  const waiting: Ticket[] = [];
  for (const ticket of tickets)
    if (ticket.run !== order.run && ticket.run !== lock?.run && (await runs(aws.sfn, ticket.execution)))
      waiting.push(ticket);
  const freeze = await readFreeze(context, group);
  const holder = held && lock?.run !== undefined ? await holderOf(ledger, lock.run) : undefined;
  const turn = turnOf({
    mine,
    waiting,
    holder,
    last: lock?.last,
    freeze: isFrozen(order) ? freeze : undefined,
    now: clock.now(),
  });
  return { turn, holder, lock, mine, waited: drawn !== undefined, freeze };
}

async function holderOf(ledger: Ledger, run: string): Promise<Holder> {
  const found = await readRun(ledger, run);
  const stays = found && (found.release.back !== undefined || isCutover(found.release));
  return { run, phase: found?.phase, back: stays ?? false };
}

function ticketOf(order: Order, askedAt: number, now: number): Ticket {
  const { run, execution, requestedBy, image, policy, back } = order;
  return {
    run,
    askedAt,
    execution,
    requestedBy,
    image: imageName(image),
    whenBusy: policy.whenBusy,
    back: back !== undefined,
    until: now + policy.queueSeconds * 1000,
  };
}

export const imageName = ({ repository, tag, digest }: Order["image"]): string =>
  tag === undefined ? `${repository}@${digest}` : `${repository}:${tag}`;
