import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { DecisionRecord } from "@signalbox/core/scaling/planner-record";
import { getItem } from "../aws/ledger.ts";
import type { SpillSettings } from "./settings.ts";

/** What the planner of this region last said of the service: the one thing that a holder asks of AWS. */
export const hear = (
  { table: TableName, service }: SpillSettings,
  client: DynamoDBClient,
): Promise<DecisionRecord | undefined> =>
  getItem({ client, TableName, pk: ledgerKeys.work("scale", service) }, ledgerKeys.decision, DecisionRecord);
