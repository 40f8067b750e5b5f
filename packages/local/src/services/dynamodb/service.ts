import type { World } from "../../world/world.ts";
import type { CallContext, Service } from "../service.ts";
import { batch } from "./batch.ts";
import { control } from "./control.ts";
import { memory } from "./memory.ts";
import { query } from "./query.ts";
import { read } from "./read.ts";
import { Tables } from "./tables.ts";
import { transact } from "./transact.ts";
import { write } from "./write.ts";

/** DynamoDB in memory: tables without indexes or streams, in each region its own. */
export function dynamodb(world: World): Service<"dynamodb"> {
  const tables = new Tables(world);
  const one = ({ TableName }: { TableName?: string | undefined }, { region }: CallContext) => [
    tables.arn(region, TableName),
  ];
  const batched = (
    { RequestItems }: { RequestItems?: Record<string, unknown> | undefined },
    { region }: CallContext,
  ) => Object.keys(RequestItems ?? {}).map((name) => tables.arn(region, name));
  return {
    name: "dynamodb",
    memory: memory(tables),
    operations: {
      ...batch(tables),
      ...control(world, tables),
      ...query(tables),
      ...read(tables),
      ...transact(tables),
      ...write(tables),
    },
    resources: {
      BatchGetItem: batched,
      BatchWriteItem: batched,
      CreateTable: one,
      DeleteItem: one,
      DeleteTable: one,
      DescribeTable: one,
      DescribeTimeToLive: one,
      GetItem: one,
      PutItem: one,
      Query: one,
      Scan: one,
      TransactGetItems: ({ TransactItems = [] }, { region }) =>
        TransactItems.map(({ Get }) => tables.arn(region, Get?.TableName)),
      TransactWriteItems: ({ TransactItems = [] }, { region }) =>
        TransactItems.map(({ ConditionCheck, Delete, Put, Update }) =>
          tables.arn(region, (ConditionCheck ?? Delete ?? Put ?? Update)?.TableName),
        ),
      UpdateItem: one,
      UpdateTimeToLive: one,
    },
  };
}
