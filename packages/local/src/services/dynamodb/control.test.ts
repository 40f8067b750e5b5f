import { expect, test } from "vitest";
import { key, ledger } from "./testing.ts";

const TableName = "ledger";

test("a table is created, used and deleted in AWS's states", async () => {
  const { call, clock, create } = await ledger();
  const made = await create("journal");
  expect(made.TableDescription).toMatchObject({
    TableName: "journal",
    TableStatus: "CREATING",
    TableArn: "arn:aws:dynamodb:us-east-1:123456789012:table/journal",
    BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
  });
  await expect(call("Scan", { TableName: "journal" })).rejects.toThrow("Requested resource not found");
  await expect(create("journal")).rejects.toMatchObject({ name: "ResourceInUseException" });
  await expect(call("DeleteTable", { TableName: "journal" })).rejects.toThrow(
    "Table is being created: journal",
  );
  await clock.run(clock.sleep(2_000));
  expect((await call("DescribeTable", { TableName: "journal" })).Table?.TableStatus).toBe("ACTIVE");
  expect((await call("ListTables", { Limit: 1 })).LastEvaluatedTableName).toBe("journal");
  await call("DeleteTable", { TableName: "journal" });
  expect((await call("DescribeTable", { TableName: "journal" })).Table?.TableStatus).toBe("DELETING");
  await clock.run(clock.sleep(2_000));
  await expect(call("DescribeTable", { TableName: "journal" })).rejects.toThrow(
    "Requested resource not found: Table: journal not found",
  );
  expect(await call("ListTables", {})).toEqual({ TableNames: ["ledger"] });
});

test("tables are a region's own, and an ARN names one too", async () => {
  const { call, world, clock } = await ledger();
  const west = { region: "us-west-2", principal: { kind: "person" } } as const;
  await expect(clock.run(world.call("dynamodb", "Scan", { TableName }, west))).rejects.toMatchObject({
    name: "ResourceNotFoundException",
  });
  const arn = "arn:aws:dynamodb:us-east-1:123456789012:table/ledger";
  expect((await call("Scan", { TableName: arn })).Count).toBe(0);
});

test("what the tables lack is refused by name", async () => {
  const { call } = await ledger();
  const table = {
    TableName: "journal",
    BillingMode: "PAY_PER_REQUEST" as const,
    AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" as const }],
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" as const }],
  };
  await expect(
    call("CreateTable", { ...table, StreamSpecification: { StreamEnabled: true } }),
  ).rejects.toThrow("does not implement StreamSpecification of dynamodb:CreateTable");
  await expect(call("Scan", { TableName, ScanFilter: {} })).rejects.toThrow("ScanFilter");
  await expect(call("Scan", { TableName, ReturnConsumedCapacity: "TOTAL" })).rejects.toThrow(
    "ReturnConsumedCapacity TOTAL",
  );
  await expect(call("Scan", { TableName, ReturnConsumedCapacity: "NONE" })).resolves.toBeDefined();
});

test("items expire on the clock once time to live is on", async () => {
  const { call, clock } = await ledger();
  const specification = { AttributeName: "until", Enabled: true };
  await call("UpdateTimeToLive", { TableName, TimeToLiveSpecification: specification });
  const status = async () =>
    (await call("DescribeTimeToLive", { TableName })).TimeToLiveDescription?.TimeToLiveStatus;
  expect(await status()).toBe("ENABLING");
  await clock.run(clock.sleep(10_000));
  expect(await status()).toBe("ENABLED");
  const put = (id: string, until: number) =>
    call("PutItem", { TableName, Item: { ...key(id, 0), until: { N: String(Math.round(until / 1000)) } } });
  await put("soon", clock.now() + 30_000);
  await put("later", clock.now() + 300_000);
  await put("mistake", clock.now() - 6 * 365 * 86_400_000);
  const ids = async () => (await call("Scan", { TableName })).Items?.map(({ id }) => id?.S).toSorted();
  await clock.run(clock.sleep(20_000));
  expect(await ids()).toEqual(["later", "mistake", "soon"]);
  await clock.run(clock.sleep(80_000));
  expect(await ids()).toEqual(["later", "mistake"]);
  await clock.run(clock.sleep(300_000));
  expect(await ids()).toEqual(["mistake"]);
});
