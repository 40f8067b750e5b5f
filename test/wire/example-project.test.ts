import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  waitUntilTableExists,
} from "@aws-sdk/client-dynamodb";
import { CreateFunctionCommand, LambdaClient, waitUntilFunctionActiveV2 } from "@aws-sdk/client-lambda";
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { strToU8, zipSync } from "fflate";
import { afterEach, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../", import.meta.url));
const project = `${root}examples/step-functions-project`;
const role = "arn:aws:iam::123456789012:role/shop";
const machineArn = "arn:aws:states:us-east-1:123456789012:stateMachine:order";
const order = {
  order: "1001",
  items: [
    { sku: "lamp", quantity: 2 },
    { sku: "bulb", quantity: 4 },
  ],
};

let running: ChildProcess | undefined;
afterEach(() => void running?.kill("SIGKILL"));

/** Runs `signalbox cloud` as a person would and answers what it prints with --json. */
async function startCloud(...options: string[]) {
  const program = [`${root}packages/cli/src/main.ts`, "cloud", "--port", "0", "--json", ...options];
  const child = spawn(process.execPath, program, { stdio: ["ignore", "pipe", "ignore"] });
  running = child;
  let text = "";
  for await (const chunk of child.stdout) {
    text += chunk;
    if (text.includes("\n")) break;
  }
  const printed: { endpoint: string; functions: string[]; machines: string[] } = JSON.parse(text);
  const config = {
    endpoint: printed.endpoint,
    region: "us-east-1",
    credentials: { accessKeyId: "me", secretAccessKey: "local" },
  };
  const clients = {
    dynamodb: new DynamoDBClient(config),
    lambda: new LambdaClient(config),
    sfn: new SFNClient(config),
  };
  const stop = () =>
    new Promise<number | null>((resolve) => {
      child.once("exit", resolve);
      child.kill("SIGTERM");
    });
  return { ...printed, clients, stop };
}

type Clients = Awaited<ReturnType<typeof startCloud>>["clients"];

async function createTables({ dynamodb }: Clients): Promise<void> {
  for (const [TableName, key] of [
    ["stock", "sku"],
    ["payments", "order"],
  ] as const) {
    await dynamodb.send(
      new CreateTableCommand({
        TableName,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: key, AttributeType: "S" }],
        KeySchema: [{ AttributeName: key, KeyType: "HASH" }],
      }),
    );
    await waitUntilTableExists(
      { client: dynamodb, maxWaitTime: 120, minDelay: 1, maxDelay: 1 },
      { TableName },
    );
  }
  for (const [sku, pieces, price] of [
    ["lamp", "5", "40"],
    ["bulb", "9", "3"],
  ] as const) {
    const Item = { sku: { S: sku }, pieces: { N: pieces }, price: { N: price } };
    await dynamodb.send(new PutItemCommand({ TableName: "stock", Item }));
  }
}

async function runMachine({ sfn }: Clients, stateMachineArn: string, input: object) {
  const started = await sfn.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
  );
  const { executionArn } = started;
  for (;;) {
    const { status, output = "null" } = await sfn.send(new DescribeExecutionCommand({ executionArn }));
    if (status !== "RUNNING") return { executionArn, status, output: JSON.parse(output) };
    await sleep(100);
  }
}

it("someone else's project runs unchanged on an empty cloud", async () => {
  const { clients, stop } = await startCloud();
  const { lambda, sfn, dynamodb } = clients;
  await createTables(clients);
  for (const FunctionName of ["reserve-stock", "charge-card"]) {
    const module = readFileSync(`${project}/functions/${FunctionName}/index.mjs`, "utf8");
    await lambda.send(
      new CreateFunctionCommand({
        FunctionName,
        Runtime: "nodejs24.x",
        Handler: "index.handler",
        Role: role,
        Timeout: 60,
        Code: { ZipFile: zipSync({ "index.mjs": strToU8(module) }) },
        Environment: { Variables: { STOCK_TABLE: "stock", PAYMENTS_TABLE: "payments" } },
      }),
    );
    await waitUntilFunctionActiveV2(
      { client: lambda, maxWaitTime: 120, minDelay: 1, maxDelay: 1 },
      { FunctionName },
    );
  }
  const definition = readFileSync(`${project}/machines/order.asl.json`, "utf8");
  const machine = new CreateStateMachineCommand({ name: "order", roleArn: role, definition });
  expect((await sfn.send(machine)).stateMachineArn).toBe(machineArn);

  const { executionArn, status, output } = await runMachine(clients, machineArn, order);
  expect({ status, output }).toEqual({
    status: "SUCCEEDED",
    output: { order: "1001", status: "PAID", payment: { paid: 92, attempts: 2 } },
  });
  const { events = [] } = await sfn.send(new GetExecutionHistoryCommand({ executionArn }));
  expect(events.map(({ type }) => type)).toContain("TaskFailed");
  const left = new GetItemCommand({ TableName: "stock", Key: { sku: { S: "lamp" } } });
  expect((await dynamodb.send(left)).Item?.pieces).toEqual({ N: "3" });

  const tooMany = { order: "1002", items: [{ sku: "lamp", quantity: 9 }] };
  expect((await runMachine(clients, machineArn, tooMany)).output).toEqual({
    order: "1002",
    status: "REJECTED",
    missing: "9 × lamp",
  });
  expect(await stop()).toBe(0);
});

it("its folders alone are enough: functions and machines come from files", async () => {
  const { clients, functions, machines, stop } = await startCloud(
    "--functions",
    `${project}/functions`,
    "--machines",
    `${project}/machines`,
    "--clock",
    "10",
  );
  expect(functions).toEqual([
    "arn:aws:lambda:us-east-1:123456789012:function:charge-card",
    "arn:aws:lambda:us-east-1:123456789012:function:reserve-stock",
  ]);
  const restockArn = machineArn.replace(/order$/, "restock");
  expect(machines).toEqual([machineArn, restockArn]);
  await createTables(clients);
  expect((await runMachine(clients, machineArn, order)).output).toMatchObject({ status: "PAID" });
  expect((await runMachine(clients, machineArn, { order: "2", items: [] })).output).toEqual({
    order: "2",
    status: "REJECTED",
    missing: "items",
  });
  expect((await runMachine(clients, restockArn, { sku: "lamp" })).output).toEqual({
    sku: "lamp",
    ordered: 20,
    afterwards: 23,
  });
  expect(await stop()).toBe(0);
});
