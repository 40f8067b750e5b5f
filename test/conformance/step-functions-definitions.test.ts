import { checkDefinition } from "@signalbox/local/engine/definition/check";
import type { Finding } from "@signalbox/local/engine/definition/finding";
import type { Json } from "@signalbox/local/engine/json";
import { refusedResource } from "@signalbox/local/services/states/integrations/known";
import validate from "asl-validator";
import { expect, test } from "vitest";
import type { Case } from "./step-functions-cases.ts";
import { readCases } from "./step-functions-cases.ts";

interface Validation {
  readonly id: string;
  readonly api: string;
  readonly definition?: Json;
  readonly definitionText?: string;
  readonly expected: {
    readonly diagnostics?: readonly (Finding & { readonly severity: string })[];
    readonly error?: { readonly code: string; readonly message: string };
  };
}

const check = (definition: Json | undefined, text = JSON.stringify(definition)) =>
  checkDefinition(text, refusedResource);
const shortId = (id: string): string => id.split("::").at(-1) ?? id;

/** What AWS takes and the local cloud refuses, by the part of it that is not there. */
const refused: Readonly<Record<string, string>> = {
  test_s3_no_such_key: "aws-sdk:s3:getObject",
  test_map_item_batching_base_json_max_per_batch_jsonata: "ItemReader",
};

test("definitions in JSONata that AWS has run are accepted; what is not supported is named", () => {
  const recordings = readCases<Case>("sfn-exec-jsonata.jsonl").filter(
    ({ queryLanguage }) => queryLanguage === "JSONata",
  );
  const findings = recordings
    .map(({ id, definition }) => [shortId(id), check(definition)] as const)
    .filter(([, found]) => found.length > 0);
  expect(findings.map(([id]) => id)).toEqual(Object.keys(refused));
  for (const [id, found] of findings) expect(JSON.stringify(found)).toContain(refused[id]);
});

test("machines in both languages that AWS has run are accepted", () => {
  const recordings = readCases<Case>("sfn-exec-jsonata.jsonl").filter(
    ({ queryLanguage }) => queryLanguage === "mixed",
  );
  expect(recordings).toHaveLength(13);
  for (const { definition } of recordings) expect(check(definition)).toEqual([]);
});

const validations = readCases<Validation>("sfn-invalid-definitions.jsonl");

test.each(
  validations
    .filter(({ expected }) => expected.diagnostics)
    .map((validation) => [shortId(validation.id), validation] as const),
)("ValidateStateMachineDefinition answers as AWS to %s", (_, { definition, definitionText, expected }) => {
  const found = check(definition, definitionText).map((finding) => ({ severity: "ERROR", ...finding }));
  expect(found).toEqual(expected.diagnostics);
});

/** Refusals of machines that AWS names otherwise: by what the account holds, or by what a whole request says. */
const elsewhere = [
  "already_exists",
  "invalid_arn",
  "logging_configuration",
  "multiple_destinations",
  "test_illegal_activity_task",
  "test_illegal_callbacks",
];

test.each(
  validations
    .filter(({ id, expected }) => expected.error && !elsewhere.some((part) => id.includes(part)))
    .map((validation) => [shortId(validation.id), validation] as const),
)("CreateStateMachine refuses %s with AWS's text", (_, { definition, expected }) => {
  const found = check(definition).map(({ code, message, location }) => `${code}: ${message} at ${location}`);
  const { message = "" } = expected.error ?? {};
  expect(found).toContain(message.replace(/^Invalid State Machine Definition: '(.*)'$/s, "$1"));
});

const pass = { Type: "Pass", End: true };
const broken: readonly { readonly [field: string]: Json }[] = [
  { StartAt: "A", States: { A: { Type: "Pass", Next: "B" } } },
  { StartAt: "B", States: { A: pass } },
  { StartAt: "A", States: { A: { Type: "Pass" } } },
  { StartAt: "A", States: { A: { Type: "Pass", Next: "A" } } },
  { StartAt: "A", States: { A: pass, B: pass } },
  {
    StartAt: "A",
    States: { A: { Type: "Parallel", Branches: [{ StartAt: "A", States: { A: pass } }], End: true } },
  },
  { StartAt: "A", States: { A: { ...pass, Output: { a: "{% 1 + %}" } } } },
  { StartAt: "A", States: { A: { ...pass, InputPath: "$" } } },
];

test("what asl-validator refuses in JSONata is refused, too", () => {
  for (const machine of broken) {
    const definition = { QueryLanguage: "JSONata", ...machine };
    // It writes into the definition, and refuses some that AWS takes (an Output of 0), so it is an oracle for tests alone.
    expect(validate(structuredClone(definition)).isValid).toBe(false);
    expect(check(definition)).not.toEqual([]);
  }
});
