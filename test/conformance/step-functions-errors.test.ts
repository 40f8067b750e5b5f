import { checkDefinition } from "@signalbox/local/engine/definition/check";
import { expect, test } from "vitest";
import { agreementsOf } from "./step-functions-agreement.ts";
import type { Case } from "./step-functions-cases.ts";
import { readCases } from "./step-functions-cases.ts";

/** A definition needs a name where the recorder masked the activity; tokens were masked in three ways, of which one is known. */
const unmasked = (recorded: object): Case =>
  JSON.parse(
    JSON.stringify(recorded)
      .replaceAll("activity_arn", "arn:aws:states:us-east-1:111111111111:activity:a")
      .replaceAll(/"a_task_token"|"<<task_token>:1>"/g, '"<task_token>"'),
  );

const recordings = readCases<object>("sfn-exec-errors-callbacks.jsonl").map(unmasked);

const agreements = await agreementsOf(recordings);

test("every recording of errors, callbacks and activities agrees with AWS in everything", () => {
  expect(agreements.size).toBe(30);
  const differing = [...agreements].filter(([, agreement]) => Object.values(agreement).includes(false));
  expect(differing.map(([id]) => id)).toEqual([]);
});

test("their definitions are accepted, whatever the services that they call", () => {
  for (const { definition } of recordings)
    expect(checkDefinition(JSON.stringify(definition), () => undefined)).toEqual([]);
});
