import fc from "fast-check";
import { expect, test } from "vitest";
import { plannedPolicy } from "./planned-policy.ts";
import { ReleasePolicy } from "./policy.ts";

const usual = ReleasePolicy.parse({ alarms: ["5xx", "slow"] });
const field = (name: string, given: ReleasePolicy, asked: object = {}) =>
  plannedPolicy(given, usual, { ...asked }).find((each) => each.name === name);

test("a field that the request sets is told with what it is otherwise, and one that it repeats without", () => {
  const asked = { ladder: [50, 100], bakeSeconds: usual.bakeSeconds };
  const given = { ...usual, ...asked };
  expect(field("ladder", given, asked)).toEqual({
    name: "ladder",
    value: "50, 100",
    changed: true,
    usual: usual.ladder.join(", "),
  });
  expect(field("bakeSeconds", given, asked)).toEqual({
    name: "bakeSeconds",
    value: String(usual.bakeSeconds),
    changed: true,
  });
});

test("what a way back changes by itself is told beside what the group has", () => {
  expect(field("alarms", { ...usual, alarms: [] })).toEqual({
    name: "alarms",
    value: "none",
    changed: false,
    usual: "5xx, slow",
  });
});

test("exactly the fields that differ say what is usual", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 3_600 }), fc.integer({ min: 0, max: 3_600 }), (hold, drain) => {
      const given = { ...usual, holdSeconds: hold, drainSeconds: drain };
      const told = plannedPolicy(given, usual, {}).flatMap((each) =>
        each.usual === undefined ? [] : [each.name],
      );
      const differing = (["drainSeconds", "holdSeconds"] as const).filter(
        (name) => given[name] !== usual[name],
      );
      expect(told.toSorted()).toEqual(differing);
    }),
  );
});
