import fc from "fast-check";
import jsonata from "jsonata";
import { expect, test } from "vitest";
import { virtualClock } from "../../world/clock.ts";
import { random } from "../../world/random.ts";
import type { Json } from "../json.ts";
import { clean } from "./clean.ts";
import { compileExpression, compileSource, expressionSource } from "./expression.ts";

const chance = { clock: virtualClock(Date.UTC(2026, 4, 5, 6, 7, 8)), random: random(1) };
const evaluate = async (source: string, bindings: Readonly<Record<string, Json>> = {}) =>
  await compileExpression(source, "Output").evaluate({ bindings, chance });

const names = fc.constantFrom("a", "b", "c");
/** Objects, arrays and scalars that share a few names, so that paths often meet something. */
const { value: values } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    fc.constantFrom<Json>(null, true, 0, "", "text", [], {}),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(names, tie("value"), { maxKeys: 3 }),
  ),
}));

const paths = fc
  .tuple(fc.constantFrom("$x", "$y"), fc.array(names, { maxLength: 3 }))
  .map(([variable, path]) => [variable, ...path].join("."));
const infix = (left: fc.Arbitrary<string>, operators: readonly string[], right: fc.Arbitrary<string>) =>
  fc.tuple(left, fc.constantFrom(...operators), right).map((parts) => `(${parts.join(" ")})`);

/** Expressions of the kinds that are computed directly; those of `any` mix the types, and so often fail. */
const sources = fc.letrec<{ number: string; text: string; truth: string; any: string }>((tie) => ({
  number: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom("$x.a", "0", "1.5", "-2", "3"),
    infix(tie("number"), ["+", "-", "*", "/", "%"], tie("number")),
  ),
  text: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom("$x.b", "'text'", '""'),
    infix(tie("text"), ["&"], tie("text")),
  ),
  truth: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom("$x.c", "true", "false"),
    infix(tie("number"), ["<", "<=", ">", ">="], tie("number")),
    infix(tie("text"), ["<", "<=", ">", ">="], tie("text")),
    infix(tie("truth"), ["and", "or"], tie("truth")),
    infix(tie("any"), ["=", "!="], tie("any")),
  ),
  any: fc.oneof(
    { maxDepth: 3 },
    paths,
    fc.constant("null"),
    tie("number"),
    tie("text"),
    tie("truth"),
    infix(tie("any"), ["+", "<", "&", "and", "or"], tie("any")),
    fc.tuple(tie("truth"), tie("any"), tie("any")).map(([test, yes, no]) => `(${test} ? ${yes} : ${no})`),
    fc.tuple(tie("any"), tie("any")).map(([one, two]) => `{"a": ${one}, "b": ${two}}`),
  ),
})).any;
const typed = fc.record({
  a: fc.integer({ min: -9, max: 9 }),
  b: fc.string({ maxLength: 3 }),
  c: fc.boolean(),
});

test("what is computed directly is what jsonata computes", async () => {
  let direct = 0;
  let operations = 0;
  await fc.assert(
    fc.asyncProperty(sources, fc.oneof(typed, values), values, async (source, x, y) => {
      const compiled = compileSource(source);
      expect(compiled.direct).toBeDefined();
      const computed = compiled.direct?.({ x, y });
      if (computed === undefined) return;
      direct++;
      if (source.includes("(")) operations++;
      const raw: unknown = await jsonata(source).evaluate(undefined, { x, y });
      expect(JSON.stringify(computed)).toBe(JSON.stringify(clean(raw)));
    }),
    { numRuns: 3000 },
  );
  expect(direct).toBeGreaterThan(700);
  expect(operations).toBeGreaterThan(200);
});

test.each([
  "$x[0]",
  "$x.a[]",
  "$x.a[b=1]",
  "$x.*",
  "$x.a.$y",
  "a.b",
  "$",
  "$$.a",
  "$x.a{b: c}",
  "$x@$i.a",
  "$x#$i",
  "$x.a^(b)",
  "$f()",
  "$x.(a)",
  "(1)[0]",
  "($x; $y)",
  "($y := 1)",
  "[$x]",
  "$x in $y",
  "{'a': 1, 'a': 2}",
  "{$x: 1}",
  "{'a': 1}.a",
  "'a' ~> $f",
  "$x ? 1",
])("%s is left to jsonata", (source) => {
  expect(compileSource(source).direct).toBeUndefined();
});

test("cleaning yields the same JSON, without marks, and shares what was plain", () => {
  fc.assert(
    fc.property(values, (value) => {
      expect(clean(value)).toBe(value);
      const marked = Object.assign([value], { sequence: true });
      expect(JSON.stringify(clean(marked))).toBe(JSON.stringify([value]));
      expect(clean(marked)).not.toHaveProperty("sequence");
    }),
  );
  expect([clean(() => 1), clean([/x/]), clean({ a: Number.NaN })]).toEqual([undefined, undefined, undefined]);
});

test("only a string that is an expression from its first to its last character is one", () => {
  expect(expressionSource("{% $x %}")).toBe("$x");
  for (const literal of [" {% $x %}", "{% $x %} ", "$x", "{%"])
    expect(expressionSource(literal)).toBeUndefined();
});

test.each<[string, Json]>([
  ["$parse('{\"a\": [1]}').a", [1]],
  ["$hash('input data', 'SHA-1')", "aaff4a450a104cd177d28d18d74485e8cae074b7"],
  ["$partition([1,2,3,4,5], 2)", [[1, 2], [3, 4], [5]]],
  ["$partition([0], 1)", [[0]]],
  ["$range(1, 9, 2)", [1, 3, 5, 7, 9]],
  ["$range(1, 9, 9)", 1],
  ["$range(3, 1, -1)", [3, 2, 1]],
  ["$now()", "2026-05-05T06:07:08.000Z"],
  ["$now('[Y]/[M]', '+0000')", "2026/5"],
  ["$millis()", Date.UTC(2026, 4, 5, 6, 7, 8)],
  ["$random(7) = $random(7)", true],
  ["$length($uuid())", 36],
  ["($v := 1)", 1],
])("%s is %j", async (source, expected) => {
  expect(await evaluate(source)).toEqual(expected);
});

test.each([
  ["$x", "The JSONata expression '$x' specified for the field 'Output' returned nothing (undefined)."],
  [
    "function($a) { $a }",
    "The JSONata expression 'function($a) { $a }' specified for the field 'Output' returned an unsupported result type.",
  ],
  [
    "$randomSeeded(1)",
    "The JSONata expression '$randomSeeded(1)' specified for the field 'Output' threw an error during evaluation. T1006: Attempted to invoke a non-function",
  ],
  [
    "$eval('1')",
    "The JSONata expression '$eval('1')' specified for the field 'Output' threw an error during evaluation. T1006: Attempted to invoke a non-function",
  ],
  [
    "$range(1, 5000, 1)",
    "The JSONata expression '$range(1, 5000, 1)' specified for the field 'Output' threw an error during evaluation: The range must not have more than 1000 items",
  ],
])("%s fails as on AWS", async (source, message) => {
  await expect(evaluate(source)).rejects.toMatchObject({
    error: "States.QueryEvaluationError",
    reason: message,
    location: "Output",
  });
});

test("a variable that an expression sets is gone after it", async () => {
  await evaluate("($leak := 1)");
  await expect(evaluate("$leak")).rejects.toThrow("returned nothing");
});
