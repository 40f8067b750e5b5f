import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Clock } from "@signalbox/core/clock";
import { EpochRecord } from "@signalbox/core/failover/epoch-record";
import type { TableEpochs } from "@signalbox/core/failover/writing";
import { eachInTime } from "@signalbox/core/in-time";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { queryItems } from "../aws/ledger.ts";

/** A table of a region that is gone gives no answer; those of the others have come long before. */
const tableMs = 3_000;

export interface Tables {
  readonly clock: Clock;
  readonly table: string;
  readonly tables: readonly string[];
  readonly dynamodbIn: (region: string) => DynamoDBClient;
}

/** The epochs of each table; undefined stands for one that gave no answer, whatever the reason. */
export const askTables = async ({
  table: TableName,
  tables,
  dynamodbIn,
  clock,
}: Tables): Promise<readonly TableEpochs[]> =>
  await eachInTime(
    clock,
    tableMs,
    tables.map((region) => async () => {
      const ledger = { client: dynamodbIn(region), TableName, pk: ledgerKeys.failover };
      return await queryItems(ledger, ledgerKeys.epochs, EpochRecord).catch(() => undefined);
    }),
  );
