import { expect, test } from "vitest";
import type { JsonObject } from "../json.ts";
import { checkDefinition } from "./check.ts";

const check = (definition: JsonObject) => checkDefinition(JSON.stringify(definition), () => undefined);
const machine = (States: JsonObject, more: JsonObject = {}): JsonObject => ({
  QueryLanguage: "JSONata",
  StartAt: "A",
  States,
  ...more,
});
const task = (more: JsonObject): JsonObject => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Arguments: { FunctionName: "f" },
  End: true,
  ...more,
});
const end: JsonObject = { Type: "Pass", End: true };

test.each<[string, JsonObject, string, string]>([
  [
    "an unknown field",
    machine({ A: { ...end, Colour: "red" } }),
    "Field 'Colour' is not supported",
    "/States/A",
  ],
  [
    "a missing Resource",
    machine({ A: { Type: "Task", End: true } }),
    "The field 'Resource' is required",
    "/States/A",
  ],
  ["a start that is no state", machine({ B: end }), "Missing 'StartAt' target: A", "/StartAt"],
  [
    "a target that is no state",
    machine({ A: { Type: "Pass", Next: "B" } }),
    "Missing 'Next' target: B",
    "/States/A/Next",
  ],
  ["a state that is never reached", machine({ A: end, B: end }), 'State "B" is not reachable.', "/States/B"],
  ["a flow without an end", machine({ A: { Type: "Pass", Next: "A" } }), "No terminal state", "/"],
  [
    "neither Next nor End",
    machine({ A: { Type: "Pass" }, B: end }),
    "Exactly one of the fields 'Next' and 'End'",
    "/States/A",
  ],
  [
    "States.ALL beside another name",
    machine({ A: task({ Retry: [{ ErrorEquals: ["States.ALL", "X"] }] }) }),
    "must appear alone",
    "/States/A/Retry[0]/ErrorEquals",
  ],
  [
    "States.ALL before the last retrier",
    machine({ A: task({ Retry: [{ ErrorEquals: ["States.ALL"] }, { ErrorEquals: ["X"] }] }) }),
    "must be in the last",
    "/States/A/Retry[0]/ErrorEquals",
  ],
  [
    "a heartbeat as long as the timeout",
    machine({ A: task({ TimeoutSeconds: 5, HeartbeatSeconds: 5 }) }),
    "must be smaller",
    "/States/A/HeartbeatSeconds",
  ],
  [
    "a syntax error in an expression",
    machine({ A: { ...end, Output: { a: ["{% 1 + %}"] } } }),
    "not valid: Unexpected end of expression",
    "/States/A/Output/a[0]",
  ],
  [
    "a text where a number belongs",
    machine({ A: task({ TimeoutSeconds: "5" }) }),
    "The value for the field 'TimeoutSeconds' is not valid",
    "/States/A/TimeoutSeconds",
  ],
  [
    "a condition that is not computed",
    machine({ A: { Type: "Choice", Choices: [{ Condition: "yes", Next: "B" }], Default: "B" }, B: end }),
    "The value for the field 'Condition' is not valid",
    "/States/A/Choices[0]/Condition",
  ],
  [
    "a variable named states",
    machine({ A: { ...end, Assign: { states: 1 } } }),
    "The value for the field 'states' is not valid",
    "/States/A/Assign/states",
  ],
  [
    "a call of $eval",
    machine({ A: { ...end, Output: "{% [1].$eval('1') %}" } }),
    "$eval is not supported",
    "/States/A/Output",
  ],
  [
    "a distributed Map that tolerates failures",
    machine({
      A: {
        Type: "Map",
        End: true,
        ToleratedFailureCount: 1,
        ItemProcessor: { ProcessorConfig: { Mode: "DISTRIBUTED" }, StartAt: "B", States: { B: end } },
      },
    }),
    "Field 'ToleratedFailureCount' is not supported in a distributed Map",
    "/States/A",
  ],
  [
    "a field of JSONata in a state in JSONPath",
    machine({ A: { ...end, Output: "{% 1 %}" } }, { QueryLanguage: "JSONPath" }),
    "Field 'Output' is not supported",
    "/States/A",
  ],
  [
    "a field of JSONPath in a state that says JSONata",
    machine({ A: { ...end, QueryLanguage: "JSONata", InputPath: "$" } }),
    "Field 'InputPath' is not supported",
    "/States/A",
  ],
  [
    "a state name used twice",
    machine({ A: { Type: "Parallel", Branches: [{ StartAt: "A", States: { A: end } }], End: true } }),
    "Duplicate State name: A",
    "/States/A/Branches[0]/States/A",
  ],
  [
    "a literal that is no timestamp",
    machine({ A: { Type: "Wait", Timestamp: "tomorrow", End: true } }),
    "String does not match RFC3339 timestamp",
    "/States/A/Timestamp",
  ],
])("%s is refused, and named with its place", (_, definition, message, location) => {
  expect(check(definition)).toContainEqual(
    expect.objectContaining({ message: expect.stringContaining(message), location }),
  );
});

test("a machine without a query language is accepted when every state says JSONata", () => {
  const inner = { StartAt: "B", States: { B: { ...end, QueryLanguage: "JSONata" } } };
  const outer = { Type: "Parallel", QueryLanguage: "JSONata", Branches: [inner], End: true };
  expect(check({ StartAt: "A", States: { A: outer } })).toEqual([]);
});

test("a resource that cannot be used is refused with the reason given", () => {
  const found = checkDefinition(JSON.stringify(machine({ A: task({}) })), (arn) => `no ${arn}`);
  expect(found).toEqual([
    {
      code: "SCHEMA_VALIDATION_FAILED",
      message: "no arn:aws:states:::lambda:invoke",
      location: "/States/A/Resource",
    },
  ]);
});

test("a definition nested deeper than any stack is refused", () => {
  const deep = `${'{"Not":'.repeat(100_000)}{}${"}".repeat(100_000)}`;
  const text = `{"StartAt":"A","States":{"A":{"Type":"Choice","Choices":[${deep}],"Default":"A"}}}`;
  expect(checkDefinition(text, () => undefined)).not.toEqual([]);
});
