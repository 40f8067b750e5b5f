import { type Doubt, doubtOf } from "@signalbox/core/failover/doubt";
import { type Claim, ownership } from "@signalbox/core/failover/epoch";
import { EpochRecord } from "@signalbox/core/failover/epoch-record";
import { type Epochs, epochsOf, isUnaware, type TableEpochs } from "@signalbox/core/failover/writing";
import { eachInTime } from "@signalbox/core/in-time";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import type { FunctionContext } from "../context.ts";
import { getItem, type Ledger, putFirst, queryItems } from "./ledger.ts";

type In = Pick<FunctionContext, "aws" | "clientsIn" | "clock" | "platform">;

/** A table of a region that is gone gives no answer; those of the others have come long before. */
const tableMs = 3_000;

/** Where the failover's items are in this region. */
export const failoverLedgerOf = ({ aws, platform }: Pick<FunctionContext, "aws" | "platform">): Ledger => ({
  client: aws.dynamodb,
  TableName: platform.ledgerTable,
  pk: ledgerKeys.failover,
});

/** The same in another region of the three, or in this one. */
const ledgerIn = (context: In, region: string): Ledger =>
  failoverLedgerOf({
    aws: region === context.platform.region ? context.aws : context.clientsIn(region),
    platform: context.platform,
  });

type Ask<T> = (ledger: Ledger, region: string) => Promise<T>;

/** Asks the tables of regions for so long; undefined stands for no answer, whatever the reason. */
const atTables = <T>(context: In, regions: readonly string[], ask: Ask<T>): Promise<(T | undefined)[]> =>
  eachInTime(
    context.clock,
    tableMs,
    regions.map((region) => async () => {
      try {
        return await ask(ledgerIn(context, region), region);
      } catch {
        return undefined;
      }
    }),
  );

/** Asks the table of one of the three regions. */
export async function atTable<T>(context: In, region: string, ask: Ask<T>): Promise<T | undefined> {
  const [answer] = await atTables(context, [region], ask);
  return answer;
}

/** Asks each of them. */
export const atEachTable = <T>(context: In, ask: Ask<T>): Promise<(T | undefined)[]> =>
  atTables(context, context.platform.failover?.tables ?? [], ask);

const askEpochs = (context: In): Promise<TableEpochs[]> =>
  atEachTable(context, (ledger) => queryItems(ledger, ledgerKeys.epochs, EpochRecord));

/** What the tables say together: the epochs, or what they leave open; neither where too few answered. */
export interface Told {
  readonly epochs?: Epochs | undefined;
  readonly doubt?: Doubt | undefined;
}

const toldBy = (tables: readonly TableEpochs[]): Told => ({
  epochs: epochsOf(tables),
  doubt: doubtOf(tables),
});

export const readTold = async (context: In): Promise<Told> => toldBy(await askEpochs(context));

/** The epoch in force and the highest one that was tried; undefined where too few tables answered to tell. */
export async function readEpochs(context: In): Promise<Epochs | undefined> {
  return (await readTold(context)).epochs;
}

/**
 * The same; and a table that was silent when the epoch in force was claimed is told of it. Else it would come back and never hear of it,
 * and the loss of one of the others would leave nobody who can tell who may write: the region that writes would lose its lease.
 */
export async function spreadEpochs(context: In): Promise<Told> {
  const told = await askEpochs(context);
  const together = toldBy(told);
  const { current } = together.epochs ?? {};
  const { tables = [] } = context.platform.failover ?? {};
  const unaware = tables.filter((_, index) => isUnaware(told[index], current));
  if (current && unaware.length > 0)
    await atEachTable(context, async (ledger, region) => {
      if (unaware.includes(region)) await putFirst(ledger, ledgerKeys.epoch(current.epoch), current);
    });
  return together;
}

/**
 * Claims an epoch on all three tables. A repeated claim of the same owner is accepted where its first one was: the reply to that may
 * have got lost.
 */
export async function claimEpoch(context: In, record: EpochRecord): Promise<ReturnType<typeof ownership>> {
  const sk = ledgerKeys.epoch(record.epoch);
  const claims = await atEachTable<Claim>(context, async (ledger) => {
    if (await putFirst(ledger, sk, record)) return "accepted";
    return (await getItem(ledger, sk, EpochRecord))?.owner === record.owner ? "accepted" : "taken";
  });
  return ownership(claims.map((claim) => claim ?? "no-answer"));
}
