import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import type { CallContext, Input, Operations } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { invalid, invalidValue } from "./invalid.ts";
import type { KeyAttribute, KeySchema } from "./key.ts";
import { Table } from "./table.ts";
import type { Tables } from "./tables.ts";

/** Operations on tables as such. */
export function control(world: World, tables: Tables) {
  const ids = world.random.fork("dynamodb");
  const now = (): number => world.clock.now();

  const create = (input: Input<"dynamodb", "CreateTable">, { region }: CallContext) => {
    refuseUnsupported("dynamodb:CreateTable", input, [
      "AttributeDefinitions",
      "BillingMode",
      "DeletionProtectionEnabled",
      "KeySchema",
      "ProvisionedThroughput",
      "TableName",
    ]);
    const name = input.TableName ?? "";
    if (tables.find(region, name))
      throw new AwsError("ResourceInUseException", `Table already exists: ${name}`);
    const provisioned = provisionedOf(input);
    const table = new Table({
      name,
      arn: tables.arn(region, name),
      id: ids.uuid(),
      schema: schemaOf(input),
      createdAt: now(),
      deletionProtected: input.DeletionProtectionEnabled ?? false,
      ...(provisioned && { provisioned }),
    });
    tables.add(region, table);
    return { TableDescription: table.describe(now()) };
  };

  const remove = ({ TableName }: Input<"dynamodb", "DeleteTable">, { region }: CallContext) => {
    const table = tables.get(region, TableName);
    const status = table.status(now());
    if (status !== "ACTIVE")
      throw new AwsError(
        "ResourceInUseException",
        `Attempt to change a resource which is still in use: Table is being ${status === "CREATING" ? "created" : "deleted"}: ${table.setting.name}`,
      );
    if (table.setting.deletionProtected)
      throw invalid(
        `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`,
      );
    table.delete(now());
    return { TableDescription: table.describe(now()) };
  };

  const list = (input: Input<"dynamodb", "ListTables">, { region }: CallContext) => {
    const { ExclusiveStartTableName: after = "", Limit: limit = 100 } = input;
    const names = tables
      .list(region)
      .map(({ setting }) => setting.name)
      .filter((name) => name > after);
    const TableNames = names.slice(0, limit);
    const last = TableNames.at(-1);
    return { TableNames, ...(last && names.length > limit && { LastEvaluatedTableName: last }) };
  };

  const updateTimeToLive = (
    { TableName, TimeToLiveSpecification }: Input<"dynamodb", "UpdateTimeToLive">,
    { region }: CallContext,
  ) => {
    const { AttributeName = "", Enabled = false } = { ...TimeToLiveSpecification };
    const table = tables.active(region, TableName);
    const { TimeToLiveStatus, AttributeName: present } = table.timeToLive(now());
    if (TimeToLiveStatus === "ENABLING" || TimeToLiveStatus === "DISABLING")
      throw invalid("Time to live has been modified multiple times within a fixed interval");
    if (Enabled === (TimeToLiveStatus === "ENABLED"))
      throw invalid(`TimeToLive is already ${Enabled ? "enabled" : "disabled"}`);
    if (!Enabled && AttributeName !== present)
      throw invalid(
        "TimeToLive is active on a different AttributeName: current AttributeName is ".concat(present ?? ""),
      );
    table.setTimeToLive(AttributeName, Enabled, now());
    return { TimeToLiveSpecification: { AttributeName, Enabled } };
  };

  return {
    CreateTable: create,
    DeleteTable: remove,
    DescribeTable: ({ TableName }, { region }) => ({
      Table: tables.get(region, TableName).describe(now()),
    }),
    DescribeTimeToLive: ({ TableName }, { region }) => ({
      TimeToLiveDescription: tables.get(region, TableName).timeToLive(now()),
    }),
    ListTables: list,
    UpdateTimeToLive: updateTimeToLive,
  } satisfies Operations<"dynamodb">;
}

function schemaOf({
  KeySchema = [],
  AttributeDefinitions = [],
}: Input<"dynamodb", "CreateTable">): KeySchema {
  const [first, second, ...more] = KeySchema;
  if (first?.KeyType !== "HASH" || (second && second.KeyType !== "RANGE") || more.length > 0)
    throw invalid(
      "Invalid KeySchema: The first KeySchemaElement is not a HASH key type, or the second is not a RANGE key type",
    );
  const attribute = (name: string | undefined): KeyAttribute => {
    const found = AttributeDefinitions.find(({ AttributeName }) => AttributeName === name);
    const type = found?.AttributeType;
    if (name === undefined || (type !== "S" && type !== "N" && type !== "B"))
      throw invalidValue(
        `Some index key attributes are not defined in AttributeDefinitions. Keys: [${name}], AttributeDefinitions: [${AttributeDefinitions.map((one) => one.AttributeName).join(", ")}]`,
      );
    return { name, type };
  };
  if (AttributeDefinitions.length !== KeySchema.length)
    throw invalidValue(
      "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions",
    );
  return { hash: attribute(first.AttributeName), ...(second && { range: attribute(second.AttributeName) }) };
}

function provisionedOf({ BillingMode, ProvisionedThroughput }: Input<"dynamodb", "CreateTable">) {
  if (BillingMode === "PAY_PER_REQUEST") {
    if (ProvisionedThroughput)
      throw invalidValue(
        "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
      );
    return undefined;
  }
  const { ReadCapacityUnits, WriteCapacityUnits } = { ...ProvisionedThroughput };
  if (!ReadCapacityUnits || !WriteCapacityUnits)
    throw invalidValue(
      "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
    );
  return { ReadCapacityUnits, WriteCapacityUnits };
}
