import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
  type UpdateCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import type { z } from "zod";
import type { FunctionContext } from "../context.ts";

/** Where the ledger's items of one group are. */
export interface Ledger {
  readonly client: DynamoDBDocumentClient;
  readonly TableName: string;
  readonly pk: string;
}

export function ledgerOf(
  { aws, platform }: Pick<FunctionContext, "aws" | "platform">,
  group: string,
): Ledger {
  return { client: documents(aws.dynamodb), TableName: platform.ledgerTable, pk: ledgerKeys.group(group) };
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

const documents = (client: DynamoDBClient): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });

/** Reads are strongly consistent: what was stored before must be seen by whoever looks after. */
export async function getItem<Schema extends z.ZodType>(
  { client, TableName, pk }: Ledger,
  sk: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  const { Item } = await client.send(new GetCommand({ TableName, Key: { pk, sk }, ConsistentRead: true }));
  return Item && schema.parse(Item);
}

export async function putItem({ client, TableName, pk }: Ledger, sk: string, item: object): Promise<void> {
  await client.send(new PutCommand({ TableName, Item: { ...item, pk, sk } }));
}

/** Puts an item where there is none; answers whether it did. */
export async function putFirst(
  { client, TableName, pk }: Ledger,
  sk: string,
  item: object,
): Promise<boolean> {
  return await unlessRefused(() =>
    client.send(
      new PutCommand({
        TableName,
        Item: { ...item, pk, sk },
        ConditionExpression: "attribute_not_exists(pk)",
      }),
    ),
  );
}

export type Update = Omit<UpdateCommandInput, "TableName" | "Key" | "UpdateExpression"> & {
  readonly UpdateExpression: string;
};

/** Answers false when the update's condition did not hold. */
export async function updateItem(
  { client, TableName, pk }: Ledger,
  sk: string,
  update: Update,
): Promise<boolean> {
  return await unlessRefused(() => client.send(new UpdateCommand({ TableName, Key: { pk, sk }, ...update })));
}

export async function deleteItem({ client, TableName, pk }: Ledger, sk: string): Promise<void> {
  await client.send(new DeleteCommand({ TableName, Key: { pk, sk } }));
}

/** All items of the group whose sk begins so, in the order of their sk. */
export async function queryItems<Schema extends z.ZodType>(
  { client, TableName, pk }: Ledger,
  prefix: string,
  schema: Schema,
): Promise<z.output<Schema>[]> {
  const items: z.output<Schema>[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName,
        KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
        ExpressionAttributeValues: { ":pk": pk, ":prefix": prefix },
        ConsistentRead: true,
        ...(ExclusiveStartKey && { ExclusiveStartKey }),
      }),
    );
    items.push(...(page.Items ?? []).map((item) => schema.parse(item)));
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
