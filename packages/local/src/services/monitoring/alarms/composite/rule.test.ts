import type { StateValue } from "@aws-sdk/client-cloudwatch";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type AlarmRule, childrenOf, holds, parseAlarmRule } from "./rule.ts";

const state = fc.constantFrom<StateValue>("ALARM", "OK", "INSUFFICIENT_DATA");
const name = fc.constantFrom(
  "a",
  "High CPU (web)",
  'with "quotes"',
  "AND",
  "arn:aws:cloudwatch:eu-west-1:1:alarm:b",
);

const { rule } = fc.letrec<{ rule: AlarmRule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 5 },
    fc.record({ kind: fc.constant("state" as const), state, alarm: name }),
    fc.record({ kind: fc.constant("constant" as const), value: fc.boolean() }),
    fc.record({ kind: fc.constant("not" as const), of: tie("rule") }),
    fc.record({
      kind: fc.constantFrom("and" as const, "or" as const),
      left: tie("rule"),
      right: tie("rule"),
    }),
  ),
}));

/** With only the parentheses that precedence asks for. */
function written(rule: AlarmRule): string {
  const loose = (inner: AlarmRule, ...kinds: AlarmRule["kind"][]) =>
    kinds.includes(inner.kind) ? `(${written(inner)})` : written(inner);
  switch (rule.kind) {
    case "constant":
      return rule.value ? "TRUE" : "FALSE";
    case "state":
      return `${rule.state}("${rule.alarm.replaceAll('"', '\\"')}")`;
    case "not":
      return `NOT ${loose(rule.of, "and", "or")}`;
    case "and":
      return `${loose(rule.left, "or")} AND ${loose(rule.right, "and", "or")}`;
    case "or":
      return `${written(rule.left)} OR ${loose(rule.right, "or")}`;
  }
}

test("a rule that is written out is read as it was: NOT binds closest, then AND, then OR", () => {
  fc.assert(
    fc.property(rule, (tree) => {
      expect(parseAlarmRule(written(tree))).toEqual(tree);
    }),
  );
});

test("what a rule says depends on the states of its children alone", () => {
  const states = fc.record({
    before: fc.dictionary(fc.constantFrom("other", "another"), state),
    child: state,
  });
  fc.assert(
    fc.property(rule, states, (tree, { before, child }) => {
      const children = new Set(childrenOf(tree));
      const with_ = (others: Record<string, StateValue>) =>
        holds(tree, (alarm) => (children.has(alarm) ? child : others[alarm]));
      expect(with_(before)).toBe(with_({}));
    }),
  );
});

test("any text is a rule or a ValidationError, never a crash", () => {
  const words = fc.constantFrom(
    "ALARM",
    "OK(",
    "(",
    ")",
    '"x"',
    "x",
    "AND",
    "OR",
    "NOT",
    "TRUE",
    '"',
    ",",
    " ",
    "\\",
  );
  fc.assert(
    fc.property(fc.array(words), fc.constantFrom("", " "), (list, glue) => {
      try {
        parseAlarmRule(list.join(glue));
      } catch (error) {
        expect(error).toMatchObject({ name: "ValidationError" });
      }
    }),
  );
});

test.each([
  ["", "it ends too early"],
  ["ALARM()", "the name of an alarm is expected"],
  ["ALARM(a) ALARM(b)", "'ALARM' is unexpected"],
  ["ALARM(a AND b)", "')' expected"],
  ["RUNNING(a)", "'RUNNING' is unexpected"],
  ["AT_LEAST(2, ALARM, (a, b))", "AT_LEAST"],
  [Array.from({ length: 101 }, (_, index) => `ALARM(a${index})`).join(" OR "), "at most 100 alarms"],
])("%s is refused", (text, why) => {
  expect(() => parseAlarmRule(text)).toThrow(why);
});
