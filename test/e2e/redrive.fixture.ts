import type { Booted } from "@signalbox/local/boot";

const table = "written-later";
const caller = { region: "us-east-1", principal: { kind: "person" } } as const;

/** An execution whose second state fails until `mend` has made the table that it reads. */
export async function failingExecution({
  world,
  cloud,
}: Booted): Promise<{ readonly arn: string; mend(): Promise<void> }> {
  const roleArn = `arn:aws:iam::${world.account}:role/reader`;
  cloud.roles.createRole({ arn: roleArn, statements: [{ actions: ["dynamodb:GetItem"], resources: ["*"] }] });
  const definition = JSON.stringify({
    QueryLanguage: "JSONata",
    StartAt: "Prepare",
    States: {
      Prepare: { Type: "Pass", Next: "Read" },
      Read: {
        Type: "Task",
        Resource: "arn:aws:states:::aws-sdk:dynamodb:getItem",
        Arguments: { TableName: table, Key: { id: { S: "1" } } },
        End: true,
      },
    },
  });
  const { stateMachineArn } = await world.call(
    "states",
    "CreateStateMachine",
    { name: "reader", roleArn, definition },
    caller,
  );
  const { executionArn = "" } = await world.call("states", "StartExecution", { stateMachineArn }, caller);
  return {
    arn: executionArn,
    mend: async () => {
      await world.call(
        "dynamodb",
        "CreateTable",
        {
          TableName: table,
          BillingMode: "PAY_PER_REQUEST",
          AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
          KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        },
        caller,
      );
      for (;;) {
        const { Table } = await world.call("dynamodb", "DescribeTable", { TableName: table }, caller);
        if (Table?.TableStatus === "ACTIVE") return;
        await world.clock.sleep(1_000);
      }
    },
  };
}
