import { DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";

const dynamodb = new DynamoDBClient({});
const TableName = process.env.STOCK_TABLE ?? "stock";

class OutOfStock extends Error {
  name = "OutOfStock";
}

/** Takes `quantity` pieces of `sku` from the shelf. */
export const handler = async ({ sku, quantity }) => {
  try {
    const { Attributes } = await dynamodb.send(
      new UpdateItemCommand({
        TableName,
        Key: { sku: { S: sku } },
        UpdateExpression: "SET pieces = pieces - :quantity",
        ConditionExpression: "pieces >= :quantity",
        ExpressionAttributeValues: { ":quantity": { N: String(quantity) } },
        ReturnValues: "ALL_NEW",
      }),
    );
    return { sku, quantity, price: Number(Attributes.price.N) * quantity };
  } catch (error) {
    if (error.name === "ConditionalCheckFailedException") throw new OutOfStock(`${quantity} × ${sku}`);
    throw error;
  }
};
