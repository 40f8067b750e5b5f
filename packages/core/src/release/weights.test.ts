import fc from "fast-check";
import { expect, test } from "vitest";
import { otherSide, sameWeights, sideWeights, stableSide, stableSideOf, weightsFor } from "./weights.ts";

const sides = {
  blue: { service: "a-blue", targetGroupArn: "arn:blue" },
  green: { service: "a-green", targetGroupArn: "arn:green" },
};
const side = fc.constantFrom("blue" as const, "green" as const);
const weight = fc.integer({ min: 0, max: 100 });

test("the weights that are set for a candidate always sum to 100 and read back as themselves", () => {
  fc.assert(
    fc.property(side, weight, (candidate, percent) => {
      const rule = weightsFor(sides, candidate, percent);
      const read = sideWeights(sides, rule);
      expect(read.blue + read.green).toBe(100);
      expect(read[candidate]).toBe(percent);
      expect(read[otherSide(candidate)]).toBe(100 - percent);
    }),
  );
});

test("only all or nothing says which side is stable; any other pair is drift", () => {
  fc.assert(
    fc.property(weight, weight, (blue, green) => {
      const whole = (blue === 100 && green === 0) || (blue === 0 && green === 100);
      if (whole) expect(stableSide({ blue, green })).toBe(blue === 100 ? "blue" : "green");
      else expect(() => stableSide({ blue, green })).toThrow(`blue ${blue}, green ${green}`);
    }),
  );
});

test("a rule with another target group, or without one of the two, is drift", () => {
  expect(() => sideWeights(sides, { "arn:blue": 100, "arn:green": 0, "arn:third": 0 })).toThrow("exactly");
  expect(() => sideWeights(sides, { "arn:blue": 100 })).toThrow("exactly");
  expect(() => sideWeights(sides, {})).toThrow("forwards to nothing");
});

test("weights are the same when every target group has the same, in whatever order", () => {
  expect(sameWeights({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(true);
  expect(sameWeights({ a: 1 }, { a: 1, b: 0 })).toBe(false);
  expect(sameWeights({ a: 1, b: 0 }, { a: 1 })).toBe(false);
});

test("a group is on a side when every rule of every service is, and the one that is not is named", () => {
  const auth = { name: "auth", sides, listenerRuleArns: ["rule:1", "rule:2"] };
  const other = {
    blue: { service: "b", targetGroupArn: "arn:b" },
    green: { service: "g", targetGroupArn: "arn:g" },
  };
  const chat = { name: "chat", sides: other, listenerRuleArns: ["rule:3"] };
  const on = (blue: number, green: number) => ({ "arn:blue": blue, "arn:green": green });
  const rules = { "rule:1": on(0, 100), "rule:2": on(0, 100), "rule:3": { "arn:b": 0, "arn:g": 100 } };
  expect(stableSideOf([auth, chat], rules)).toBe("green");
  expect(() => stableSideOf([auth, chat], { ...rules, "rule:2": on(100, 0) })).toThrow(
    "on blue by the rule rule:2",
  );
  const tried = { ...chat, previewRuleArns: ["rule:4"] };
  const preview = (green: number) => ({ ...rules, "rule:4": { "arn:b": 100 - green, "arn:g": green } });
  expect(stableSideOf([auth, tried], preview(100))).toBe("green");
  expect(() => stableSideOf([auth, tried], preview(0))).toThrow("on blue by the rule rule:4");
  expect(() => stableSideOf([auth, chat], { ...rules, "rule:2": on(50, 50) })).toThrow("blue 50, green 50");
  expect(() => stableSideOf([auth, chat], { "rule:1": on(0, 100), "rule:2": on(0, 100) })).toThrow("exactly");
});
