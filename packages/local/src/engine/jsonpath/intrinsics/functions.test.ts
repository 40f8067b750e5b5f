import fc from "fast-check";
import { expect, test } from "vitest";
import { virtualClock } from "../../../world/clock.ts";
import { random } from "../../../world/random.ts";
import type { Json } from "../../json.ts";
import { parseIntrinsic } from "./parse.ts";

function evaluate(text: string, input: Json = {}): Json {
  const chance = { clock: virtualClock(0), random: random(1) };
  return parseIntrinsic(text)({
    input,
    context: () => ({ State: { Name: "A" } }),
    variables: { v: [1] },
    chance,
  });
}

test.each<[string, Json]>([
  ["States.MathAdd(-0.5, 0.5)", 1],
  ["States.MathAdd(-1.5, 0)", -1],
  ["States.MathAdd(1.49, 1.5)", 3],
  ["States.MathAdd(111, -1)", 110],
  ["States.Array()", []],
  ["States.Array(1, 'a', null, true, States.Array(2))", [1, "a", null, true, [2]]],
  ["States.ArrayRange(1, 9, 9)", [1]],
  ["States.ArrayRange(1, 9, 2)", [1, 3, 5, 7, 9]],
  ["States.ArrayRange(5, 1, -2)", [5, 3, 1]],
  ["States.ArrayRange(5, 1, 1)", []],
  ["States.ArrayPartition(States.Array(1, 2, 3), 2)", [[1, 2], [3]]],
  ["States.ArrayPartition(States.Array(0), 1)", [[0]]],
  ["States.ArrayContains(States.Array(1, 'a'), 'a')", true],
  ["States.ArrayContains(States.Array(1), '1')", false],
  ["States.ArrayGetItem(States.Array('a', 'b'), 1)", "b"],
  ["States.ArrayLength($v)", 1],
  ["States.ArrayUnique(States.Array(1, 2, 1, 'a', 'a', null, null))", [1, 2, "a", null]],
  ["States.Base64Encode('Hello, World!')", "SGVsbG8sIFdvcmxkIQ=="],
  ["States.Base64Decode('SGVsbG8sIFdvcmxkIQ==')", "Hello, World!"],
  ["States.Hash('input data', 'SHA-1')", "aaff4a450a104cd177d28d18d74485e8cae074b7"],
  ["States.StringSplit(',,,,', ',')", []],
  ["States.StringSplit('1,2.3', ',.')", ["1", "2", "3"]],
  ["States.StringToJson('')", null],
  ["States.StringToJson(' ')", null],
  ["States.StringToJson('-0')", 0],
  ["States.StringToJson('[1, 2]')", [1, 2]],
  ["States.JsonToString(States.Array(1, 'a'))", '[1,"a"]'],
  ["States.Format('Hello, {} {}', 'a', 1.5)", "Hello, a 1.5"],
  ["States.Format('\\{\\} {}', 'a')", "{} a"],
  ["States.Format('it\\'s {}', null)", "it's null"],
  ["States.Format($$.State.Name)", "A"],
])("%s", (text, expected) => {
  expect(evaluate(text)).toEqual(expected);
});

test("States.Format writes objects as Java does", () => {
  const input = { o: { Arg1: 1, Arg2: [], Arg3: { a: "b" } } };
  expect(evaluate("States.Format('{}', $.o)", input)).toBe("{Arg1=1, Arg2=[], Arg3={a=b}}");
});

test("States.JsonMerge is shallow", () => {
  const input = { a: { x: { p: 1 }, y: 1 }, b: { x: { q: 2 } } };
  expect(evaluate("States.JsonMerge($.a, $.b, false)", input)).toEqual({ x: { q: 2 }, y: 1 });
  expect(() => evaluate("States.JsonMerge($.a, $.b, true)", input)).toThrow("Deep merging");
});

test.each([
  "States.ArrayRange(1, 9, 0)",
  "States.ArrayRange(0, 1000, 1)",
  "States.ArrayPartition(States.Array(1), 0)",
  "States.ArrayGetItem(States.Array(1), 1)",
  "States.ArrayGetItem(States.Array(1), -1)",
  "States.ArrayLength('a')",
  "States.MathAdd('1', 1)",
  "States.Hash('a', 'SHA-3')",
  "States.StringToJson('\\{')",
  "States.Format('{}')",
  "States.Format('{}', 1, 2)",
  "States.MathRandom(3, 3)",
  "States.Format('{}', $.missing)",
])("%s fails when it is evaluated", (text) => {
  expect(() => evaluate(text)).toThrow();
});

test.each([
  "States.Nothing()",
  "States.MathAdd(1)",
  "States.UUID(1)",
  "States.Array(1,)",
  "States.Array(1 2)",
  "States.Array('a)",
  `States.Format('a \\"b\\" {}', 1)`,
  "States.Array(01a)",
  `${"States.Array(".repeat(11)}1${")".repeat(11)}`,
])("%s is refused when the machine is created", (text) => {
  expect(() => parseIntrinsic(text)).toThrow(SyntaxError);
});

test("States.MathAdd rounds each argument half up before it adds", () => {
  const number = fc.integer({ min: -2e6, max: 2e6 }).map((each) => each / 4);
  fc.assert(
    fc.property(number, number, (a, b) => {
      expect(evaluate("States.MathAdd($.a, $.b)", { a, b })).toBe(Math.floor(a + 0.5) + Math.floor(b + 0.5));
    }),
  );
});

test("partitions put together again are the whole", () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.integer({ min: 1, max: 9 }), (list, size) => {
      const parts = evaluate("States.ArrayPartition($.list, $.size)", { list, size }) as number[][];
      expect(parts.flat()).toEqual(list);
      expect(parts.slice(0, -1).every((part) => part.length === size)).toBe(true);
    }),
  );
});

test("any text survives JSON and Base64", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      expect(evaluate("States.Base64Decode(States.Base64Encode($.text))", { text })).toBe(text);
      expect(evaluate("States.StringToJson(States.JsonToString($.text))", { text })).toBe(text);
    }),
  );
});

test("States.MathRandom stays between its bounds, and a seed always gives the same", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -50, max: 50 }),
      fc.integer({ min: 1, max: 50 }),
      fc.nat(),
      (from, more, seed) => {
        const input = { from, to: from + more, seed };
        const value = evaluate("States.MathRandom($.from, $.to, $.seed)", input);
        expect(value).toBeGreaterThanOrEqual(from);
        expect(value).toBeLessThan(from + more);
        expect(evaluate("States.MathRandom($.from, $.to, $.seed)", input)).toBe(value);
      },
    ),
  );
});
