import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { Clock } from "@signalbox/core/clock";
import { EpochRecord } from "@signalbox/core/failover/epoch-record";
import type { TableEpochs } from "@signalbox/core/failover/writing";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { queryItems } from "../aws/ledger.ts";
import { within } from "../web/within.ts";

/** A table of a region that is gone gives no answer; those of the others have come long before. */
const tableSeconds = 3;

export interface Tables {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly table: string;
  readonly tables: readonly string[];
  readonly dynamodbIn: (region: string) => DynamoDBClient;
}

/** The epochs of each table; undefined stands for one that gave no answer, whatever the reason. */
export const askTables = async ({
  table: TableName,
  tables,
  dynamodbIn,
  ...context
}: Tables): Promise<readonly TableEpochs[]> =>
  await Promise.all(
    tables.map((region) =>
      within<TableEpochs>(
        context,
        tableSeconds,
        () => undefined,
        async () => {
          const ledger = { client: dynamodbIn(region), TableName, pk: ledgerKeys.failover };
          return await queryItems(ledger, ledgerKeys.epochs, EpochRecord).catch(() => undefined);
        },
      ),
    ),
  );
