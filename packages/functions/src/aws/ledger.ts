import {
  type AttributeValue,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import type { z } from "zod";
import type { FunctionContext } from "../context.ts";

/** Where the ledger's items of one group are. */
export interface Ledger {
  readonly client: DynamoDBClient;
  readonly TableName: string;
  readonly pk: string;
}

export function ledgerOf(
  { aws, platform }: Pick<FunctionContext, "aws" | "platform">,
  group: string,
): Ledger {
  return { client: aws.dynamodb, TableName: platform.ledgerTable, pk: ledgerKeys.group(group) };
}

/** Where the ledger's items are that belong to no one group. */
export const groupsLedgerOf = (context: Pick<FunctionContext, "aws" | "platform">): Ledger => ({
  ...ledgerOf(context, ""),
  pk: ledgerKeys.allGroups,
});

/** Where the ledger's items of one class of backups are. */
export const classLedgerOf = (context: Pick<FunctionContext, "aws" | "platform">, id: string): Ledger => ({
  ...ledgerOf(context, ""),
  pk: ledgerKeys.class(id),
});

/** Where the ledger's items are of what is done with one thing at a time. */
export const workLedgerOf = (
  context: Pick<FunctionContext, "aws" | "platform">,
  ...work: Parameters<typeof ledgerKeys.work>
): Ledger => ({ ...ledgerOf(context, ""), pk: ledgerKeys.work(...work) });

/** As DynamoDB has it. */
const wired = (item: object): Record<string, AttributeValue> =>
  marshall(item, { removeUndefinedValues: true });

/** Reads are strongly consistent: what was stored before must be seen by whoever looks after. */
export async function getItem<Schema extends z.ZodType>(
  { client, TableName, pk }: Ledger,
  sk: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName, Key: wired({ pk, sk }), ConsistentRead: true }),
  );
  return Item && schema.parse(unmarshall(Item));
}

export async function putItem({ client, TableName, pk }: Ledger, sk: string, item: object): Promise<void> {
  await client.send(new PutItemCommand({ TableName, Item: wired({ ...item, pk, sk }) }));
}

/** Puts an item where there is none; answers whether it did. */
export async function putFirst(
  { client, TableName, pk }: Ledger,
  sk: string,
  item: object,
): Promise<boolean> {
  return await unlessRefused(() =>
    client.send(
      new PutItemCommand({
        TableName,
        Item: wired({ ...item, pk, sk }),
        ConditionExpression: "attribute_not_exists(pk)",
      }),
    ),
  );
}

export interface Update {
  readonly UpdateExpression: string;
  readonly ConditionExpression?: string;
  readonly ExpressionAttributeNames?: Record<string, string>;
  /** As they are in JavaScript. */
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>>;
}

/** Answers false when the update's condition did not hold. */
export async function updateItem(
  { client, TableName, pk }: Ledger,
  sk: string,
  { ExpressionAttributeValues: values, ...update }: Update,
): Promise<boolean> {
  const input = { TableName, Key: wired({ pk, sk }), ...update };
  const command = new UpdateItemCommand({
    ...input,
    ...(values && { ExpressionAttributeValues: wired(values) }),
  });
  return await unlessRefused(() => client.send(command));
}

export async function deleteItem({ client, TableName, pk }: Ledger, sk: string): Promise<void> {
  await client.send(new DeleteItemCommand({ TableName, Key: wired({ pk, sk }) }));
}

/** All items of the group whose sk begins so, in the order of their sk. */
export async function queryItems<Schema extends z.ZodType>(
  { client, TableName, pk }: Ledger,
  prefix: string,
  schema: Schema,
): Promise<z.output<Schema>[]> {
  const items: z.output<Schema>[] = [];
  let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
        ExpressionAttributeValues: wired({ ":pk": pk, ":prefix": prefix }),
        ConsistentRead: true,
        ...(ExclusiveStartKey && { ExclusiveStartKey }),
      }),
    );
    items.push(...(page.Items ?? []).map((item) => schema.parse(unmarshall(item))));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return items;
}

async function unlessRefused(write: () => Promise<unknown>): Promise<boolean> {
  try {
    await write();
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === "ConditionalCheckFailedException") return false;
    throw error;
  }
}
