import { ledgerKeys } from "@signalbox/core/ledger/keys";
import type { LedgerReader } from "@signalbox/core/ledger/reader";
import { Act, Decision, Lock, Report, Run } from "@signalbox/core/ledger/records";
import { Freeze } from "@signalbox/core/release/turns/freeze";
import { Ticket } from "@signalbox/core/release/turns/ticket";
import { getItem, type Ledger, queryItems } from "@signalbox/functions/aws/ledger";
import type { Cloud } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";

/** Where a group's items are. */
export interface Page {
  readonly cloud: Cloud;
  readonly deployment: Deployment;
  readonly group: string;
}

/** Where the items are that have this pk. */
export const ledgerAt = ({ cloud, deployment }: Pick<Page, "cloud" | "deployment">, pk: string): Ledger => ({
  client: cloud.dynamodb,
  TableName: deployment.ledgerTable,
  pk,
});

/** The whole ledger, for readers that are the same in the console. */
export const ledgerReader = (place: Pick<Page, "cloud" | "deployment">): LedgerReader => ({
  get: (pk, sk, schema) => getItem(ledgerAt(place, pk), sk, schema),
  query: (pk, prefix, schema) => queryItems(ledgerAt(place, pk), prefix, schema),
});

const ofGroup = (page: Page): Ledger => ledgerAt(page, ledgerKeys.group(page.group));

/** The lock of a group; undefined before its first release. */
export function readLock(page: Page): Promise<Lock | undefined> {
  return getItem(ofGroup(page), ledgerKeys.lock, Lock);
}

/** A release in the ledger; undefined for one that was refused before it took the lock. */
export function readRun(page: Page, run: string): Promise<Run | undefined> {
  return getItem(ofGroup(page), ledgerKeys.run(run), Run);
}

/** Why a release was refused before it took the lock; without a group, one that no group was meant by. */
export function readRefusal(
  { group, ...page }: Omit<Page, "group"> & { readonly group: string | undefined },
  run: string,
): Promise<Report | undefined> {
  const pk = group === undefined ? ledgerKeys.allGroups : ledgerKeys.group(group);
  return getItem(ledgerAt(page, pk), ledgerKeys.refused(run), Report);
}

/** Every release of a group that took the lock. */
export function readRuns(page: Page): Promise<Run[]> {
  return queryItems(ofGroup(page), ledgerKeys.runs, Run);
}

/** A release's journal so far, oldest first. */
export function readActs(page: Page, run: string): Promise<Act[]> {
  return queryItems(ofGroup(page), ledgerKeys.acts(run), Act);
}

export function readDecisions(page: Page, run: string): Promise<Decision[]> {
  return queryItems(ofGroup(page), ledgerKeys.decisions(run), Decision);
}

/** A release's ticket, while it waits for its turn. */
export function readTicket(page: Page, run: string): Promise<Ticket | undefined> {
  return getItem(ofGroup(page), ledgerKeys.ticket(run), Ticket);
}

/** The releases that wait for their turn, and tickets of such as have ended without giving them back. */
export function readTickets(page: Page): Promise<Ticket[]> {
  return queryItems(ofGroup(page), ledgerKeys.tickets, Ticket);
}

/** All that people have ever frozen of a group, and of all groups. */
export async function readFreezes(page: Page): Promise<Freeze[]> {
  const places = [ofGroup(page), ledgerAt(page, ledgerKeys.allGroups)];
  return (await Promise.all(places.map((place) => queryItems(place, ledgerKeys.freezes, Freeze)))).flat();
}
