import { GetCommand, paginateQuery } from "@aws-sdk/lib-dynamodb";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Act, Decision, Lock, Report, Run } from "@signalbox/core/ledger/records";
import { Freeze } from "@signalbox/core/release/turns/freeze";
import { Ticket } from "@signalbox/core/release/turns/ticket";
import type { z } from "zod";
import type { Cloud } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";

/** Where a group's items are. */
export interface Page {
  readonly cloud: Cloud;
  readonly deployment: Deployment;
  readonly group: string;
}

/** The lock of a group; undefined before its first release. */
export function readLock(page: Page): Promise<Lock | undefined> {
  return get(page, ledgerKeys.lock, Lock);
}

/** A release in the ledger; undefined for one that was refused before it took the lock. */
export function readRun(page: Page, run: string): Promise<Run | undefined> {
  return get(page, ledgerKeys.run(run), Run);
}

/** Why a release was refused before it took the lock; without a group, one that no group was meant by. */
export function readRefusal(
  page: Omit<Page, "group"> & { readonly group: string | undefined },
  run: string,
): Promise<Report | undefined> {
  const pk = page.group === undefined ? ledgerKeys.allGroups : ledgerKeys.group(page.group);
  return get({ ...page, group: page.group ?? "" }, ledgerKeys.refused(run), Report, pk);
}

/** Every release of a group that took the lock. */
export function readRuns(page: Page): Promise<Run[]> {
  return query(page, ledgerKeys.runs, Run);
}

/** A release's journal so far, oldest first. */
export function readActs(page: Page, run: string): Promise<Act[]> {
  return query(page, ledgerKeys.acts(run), Act);
}

export function readDecisions(page: Page, run: string): Promise<Decision[]> {
  return query(page, ledgerKeys.decisions(run), Decision);
}

/** A release's ticket, while it waits for its turn. */
export function readTicket(page: Page, run: string): Promise<Ticket | undefined> {
  return get(page, ledgerKeys.ticket(run), Ticket);
}

/** The releases that wait for their turn, and tickets of such as have ended without giving them back. */
export function readTickets(page: Page): Promise<Ticket[]> {
  return query(page, ledgerKeys.tickets, Ticket);
}

/** All that people have ever frozen of a group, and of all groups. */
export async function readFreezes(page: Page): Promise<Freeze[]> {
  const ofGroup = await query(page, ledgerKeys.freezes, Freeze);
  return [...ofGroup, ...(await query(page, ledgerKeys.freezes, Freeze, ledgerKeys.allGroups))];
}

async function get<T>(
  { cloud, deployment, group }: Page,
  sk: string,
  schema: z.ZodType<T>,
  pk = ledgerKeys.group(group),
): Promise<T | undefined> {
  const { Item } = await cloud.dynamodb.send(
    new GetCommand({
      TableName: deployment.ledgerTable,
      Key: { pk, sk },
      ConsistentRead: true,
    }),
  );
  return Item && schema.parse(Item);
}

async function query<T>(
  { cloud, deployment, group }: Page,
  prefix: string,
  schema: z.ZodType<T>,
  pk = ledgerKeys.group(group),
): Promise<T[]> {
  const found: T[] = [];
  const pages = paginateQuery(
    { client: cloud.dynamodb },
    {
      TableName: deployment.ledgerTable,
      KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
      ExpressionAttributeValues: { ":pk": pk, ":prefix": prefix },
      ConsistentRead: true,
    },
  );
  for await (const { Items = [] } of pages) found.push(...Items.map((item) => schema.parse(item)));
  return found;
}
