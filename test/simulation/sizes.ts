import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { type AnyLaptop, names, person, region } from "../workflows/laptop.fixture.ts";

/** The largest of each kind, in bytes. */
export interface Sizes {
  /** What a state was entered with or left with, and all variables together. */
  readonly payload: number;
  /** What a Task was given or answered. */
  readonly task: number;
  /** An act of the journal. */
  readonly act: number;
  /** A release's record, with its report. */
  readonly record: number;
}

export const nothing: Sizes = { payload: 0, task: 0, act: 0, record: 0 };

export const larger = (one: Sizes, other: Sizes): Sizes => ({
  payload: Math.max(one.payload, other.payload),
  task: Math.max(one.task, other.task),
  act: Math.max(one.act, other.act),
  record: Math.max(one.record, other.record),
});

/** Of what an execution carried, by its history. */
export async function executionSizes({ world }: AnyLaptop, executionArn: string): Promise<Sizes> {
  let [payload, task] = [0, 0];
  const variables = new Map<string, number>();
  let nextToken: string | undefined;
  do {
    const page = await world.call(
      "states",
      "GetExecutionHistory",
      { executionArn, maxResults: 1_000, includeExecutionData: true, ...(nextToken && { nextToken }) },
      person,
    );
    for (const event of page.events ?? []) {
      for (const [name, text] of Object.entries(event.stateExitedEventDetails?.assignedVariables ?? {}))
        variables.set(name, bytes(name) + bytes(text));
      const kept = [...variables.values()].reduce((sum, size) => sum + size, 0);
      const { stateEnteredEventDetails: entered, stateExitedEventDetails: exited } = event;
      payload = Math.max(payload, kept, bytes(entered?.input), bytes(exited?.output));
      const { taskScheduledEventDetails: scheduled, taskSucceededEventDetails: succeeded } = event;
      task = Math.max(task, bytes(scheduled?.parameters), bytes(succeeded?.output));
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return { ...nothing, payload, task };
}

/** Of what stands in the ledger for the group, as JSON with DynamoDB's types, which is more than DynamoDB counts. */
export async function ledgerSizes({ world, platform, group }: AnyLaptop): Promise<Sizes> {
  let [act, record] = [0, 0];
  let ExclusiveStartKey: Parameters<typeof query>[0];
  const query = (from: { pk: { S: string }; sk: { S: string } } | undefined) =>
    world.call(
      "dynamodb",
      "Query",
      {
        TableName: platform.ledgerTable,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": { S: ledgerKeys.group(group.name) } },
        ...(from && { ExclusiveStartKey: from }),
      },
      person,
    );
  do {
    const { Items = [], LastEvaluatedKey } = await query(ExclusiveStartKey);
    for (const item of Items) {
      const sk = item.sk?.S ?? "";
      if (sk.startsWith("act#")) act = Math.max(act, bytes(JSON.stringify(item)));
      if (sk.startsWith(ledgerKeys.runs)) record = Math.max(record, bytes(JSON.stringify(item)));
    }
    const { pk, sk } = LastEvaluatedKey ?? {};
    ExclusiveStartKey =
      pk?.S !== undefined && sk?.S !== undefined ? { pk: { S: pk.S }, sk: { S: sk.S } } : undefined;
  } while (ExclusiveStartKey);
  return { ...nothing, act, record };
}

const bytes = (text: string | undefined): number => Buffer.byteLength(text ?? "");

/** Every execution of a workflow, newest first. */
export async function executionsOf({ world, platform }: AnyLaptop, workflow: string) {
  const stateMachineArn = `arn:aws:states:${region}:${platform.account}:stateMachine:${names.deployed(workflow)}`;
  const { executions = [] } = await world.call("states", "ListExecutions", { stateMachineArn }, person);
  return executions.flatMap(({ executionArn, name }) =>
    executionArn !== undefined && name !== undefined ? [{ executionArn, name }] : [],
  );
}
