import type { Partials } from "../partial.ts";

export const partial: Partials<"dynamodb"> = {
  BatchGetItem: "no ReturnConsumedCapacity",
  BatchWriteItem: "no ReturnConsumedCapacity",
  CreateTable:
    "no secondary indexes, streams, tags, encryption settings, table classes or global tables; capacity is not metered",
  DeleteItem: "no ReturnConsumedCapacity; no legacy conditions (Expected)",
  GetItem: "no ReturnConsumedCapacity; no legacy AttributesToGet",
  PutItem: "no ReturnConsumedCapacity; no legacy conditions (Expected)",
  Query: "tables only, no indexes; no ReturnConsumedCapacity; no legacy KeyConditions and QueryFilter",
  Scan: "tables only, no indexes; no parallel scans (Segment, TotalSegments); no ReturnConsumedCapacity",
  TransactGetItems: "no ReturnConsumedCapacity",
  TransactWriteItems: "no ReturnConsumedCapacity",
  UpdateItem: "no ReturnConsumedCapacity; no legacy AttributeUpdates and Expected",
};
