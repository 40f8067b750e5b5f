import { expect, test } from "vitest";
import { fieldsOf, inputOf, isRequired } from "./form.ts";

const schema = {
  type: "object",
  properties: {
    group: { type: "string", description: "release group" },
    image: {
      type: "object",
      properties: { repository: { type: "string" }, tag: { type: "string" } },
      required: ["repository"],
    },
    policy: {
      type: "object",
      properties: {
        ladder: { type: "array", items: { type: "integer" } },
        bakeSeconds: { type: "integer", unit: "s", default: 300 },
      },
    },
    side: { enum: ["blue", "green"] },
    force: { type: "boolean" },
  },
  required: ["image"],
};
const fields = fieldsOf(schema, { image: { repository: "open-webui" } });

test("a schema is a list of fields with what the form needs to say about each", () => {
  expect(fields.map(({ path, kind, required, initial }) => [path, kind, required, initial])).toEqual([
    ["group", "text", false, ""],
    ["image.repository", "text", true, "open-webui"],
    ["image.tag", "text", false, ""],
    ["policy.ladder", "list", false, ""],
    ["policy.bakeSeconds", "integer", false, "300"],
    ["side", "choice", false, ""],
    ["force", "boolean", false, ""],
  ]);
});

test("what only a machine gives is no field", () => {
  const properties = { groups: {}, AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID: {} };
  expect(fieldsOf({ type: "object", properties }).map(({ path }) => path)).toEqual(["groups"]);
});

test("what an object wants is required only once the object has anything in it, or is required itself", () => {
  const two = { type: "object", properties: { a: {}, b: {} }, required: ["a"] };
  const both = fieldsOf({ type: "object", properties: { must: two, may: two }, required: ["must"] });
  const required = (typed: Record<string, string>) =>
    both.filter((field) => isRequired(field, typed)).map(({ path }) => path);
  expect(required({})).toEqual(["must.a"]);
  expect(required({ "may.a": "", "must.b": "x" })).toEqual(["must.a"]);
  expect(required({ "may.b": "x" })).toEqual(["must.a", "may.a"]);
});

test("what is typed becomes the input: numbers are numbers, empty fields are absent", () => {
  expect(
    inputOf(fields, {
      group: " ",
      "image.repository": "open-webui",
      "image.tag": "v1",
      "policy.ladder": "10, 50,100",
      "policy.bakeSeconds": "60",
      force: "true",
    }),
  ).toEqual({
    image: { repository: "open-webui", tag: "v1" },
    policy: { ladder: [10, 50, 100], bakeSeconds: 60 },
    force: true,
  });
});

test("what is no number stays as it was typed, so that the schema can refuse it", () => {
  expect(inputOf(fields, { "policy.bakeSeconds": "soon" })).toEqual({ policy: { bakeSeconds: "soon" } });
});

test("what has fields of its own is written and read as JSON, in a list and by itself", () => {
  const gates = [{ kind: "webhook", name: "smoke", url: "https://checks.example.com" }];
  const nested = fieldsOf(
    {
      type: "object",
      properties: {
        gates: { type: "array", items: { type: "object" }, default: gates },
        kayenta: { type: "object", additionalProperties: {} },
        reason: { type: "string" },
      },
    },
    {},
  );
  expect(nested.map(({ kind }) => kind)).toEqual(["list", "json", "text"]);
  const typed = { gates: nested[0]!.initial, kayenta: '{"config":{}}', reason: "[urgent]" };
  expect(inputOf(nested, typed)).toEqual({ gates, kayenta: { config: {} }, reason: "[urgent]" });
  expect(inputOf(nested, { kayenta: "{" })).toEqual({ kayenta: "{" });
});
