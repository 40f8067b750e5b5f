import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import type { z } from "zod";
import { person } from "../../deploy/person.ts";
import type { World } from "../../world/world.ts";

interface Place {
  readonly region: string;
  readonly table: string;
  readonly pk: string;
}

/** The items of one pk of a table with string keys `pk` and `sk`, as a person reads them. */
export function itemsOf(world: World, { region, table: TableName, pk: partition }: Place) {
  const caller = { region, principal: person };
  const pk = { S: partition };
  const beginning = (prefix: string) => ({
    KeyConditionExpression: "pk = :pk AND begins_with(sk, :prefix)",
    ExpressionAttributeValues: { ":pk": pk, ":prefix": { S: prefix } },
  });
  return {
    get: async <Schema extends z.ZodType>(
      sk: string,
      schema: Schema,
    ): Promise<z.output<Schema> | undefined> => {
      const input = { TableName, Key: { pk, sk: { S: sk } }, ConsistentRead: true };
      const { Item } = await world.call("dynamodb", "GetItem", input, caller);
      return Item && schema.parse(plain({ M: Item }));
    },
    /** The last of those whose sk begins so. */
    newest: async <Schema extends z.ZodType>(
      prefix: string,
      schema: Schema,
    ): Promise<z.output<Schema> | undefined> => {
      const input = { TableName, ConsistentRead: true, ScanIndexForward: false, Limit: 1 };
      const [item] =
        (await world.call("dynamodb", "Query", { ...input, ...beginning(prefix) }, caller)).Items ?? [];
      return item && schema.parse(plain({ M: item }));
    },
    /** All whose sk begins so. */
    query: async <Schema extends z.ZodType>(prefix: string, schema: Schema): Promise<z.output<Schema>[]> => {
      const items: z.output<Schema>[] = [];
      let ExclusiveStartKey: Record<string, AttributeValue> | undefined;
      do {
        const page = await world.call(
          "dynamodb",
          "Query",
          {
            TableName,
            ...beginning(prefix),
            ConsistentRead: true,
            ...(ExclusiveStartKey && { ExclusiveStartKey }),
          },
          caller,
        );
        items.push(...(page.Items ?? []).map((item) => schema.parse(plain({ M: item }))));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
      return items;
    },
  };
}

/** An attribute as plain JSON; binaries and sets, which the ledger has none of, are left out. */
function plain(attribute: AttributeValue): unknown {
  if (attribute.S !== undefined) return attribute.S;
  if (attribute.N !== undefined) return Number(attribute.N);
  if (attribute.BOOL !== undefined) return attribute.BOOL;
  if (attribute.L !== undefined) return attribute.L.map(plain);
  if (attribute.M !== undefined)
    return Object.fromEntries(Object.entries(attribute.M).map(([name, value]) => [name, plain(value)]));
  return null;
}
