import { DynamoDBClient, UpdateItemCommand } from "@aws-sdk/client-dynamodb";

const dynamodb = new DynamoDBClient({});
const TableName = process.env.PAYMENTS_TABLE ?? "payments";

class CardNetworkBusy extends Error {
  name = "CardNetworkBusy";
}

/** Stands for a payment provider that refuses every first attempt, so that there is something to retry. */
export const handler = async ({ order, amount }) => {
  const { Attributes } = await dynamodb.send(
    new UpdateItemCommand({
      TableName,
      Key: { order: { S: order } },
      UpdateExpression: "SET amount = :amount ADD attempts :one",
      ExpressionAttributeValues: { ":amount": { N: String(amount) }, ":one": { N: "1" } },
      ReturnValues: "ALL_NEW",
    }),
  );
  const attempts = Number(Attributes.attempts.N);
  if (attempts === 1) throw new CardNetworkBusy("try again");
  return { paid: amount, attempts };
};
