import { expect, test } from "vitest";
import { parsePolicy, policyHelp } from "./policy.ts";

test("pairs become the fields that differ, and no others", () => {
  expect(parsePolicy(["ladder=50,100", "bakeSeconds=60", "alarms=a,b"])).toEqual({
    ladder: [50, 100],
    bakeSeconds: 60,
    alarms: ["a", "b"],
  });
  expect(parsePolicy([])).toEqual({});
});

test.each([
  ["bakeSecond=4", /no field bakeSecond/],
  ["ladder=100,50", /--set ladder cannot be \[100,50\]/],
  ["bakeSeconds=long", /--set bakeSeconds cannot be/],
  ["bakeSeconds", /wants a field|cannot be "bakeSeconds"/],
])("%s is refused", (pair, message) => {
  expect(() => parsePolicy([pair])).toThrow(message);
});

test("help names every field with what it means", () => {
  expect(policyHelp()).toMatch(/^ {2}ladder +weights of the candidate/);
});

test("a field with fields of its own is given as JSON, and broken JSON is told by the field's name", () => {
  const gate = { kind: "webhook", name: "smoke", url: "https://checks.example.com/release" };
  expect(parsePolicy([`gates=[${JSON.stringify(gate)}]`])).toMatchObject({ gates: [gate] });
  expect(() => parsePolicy(['gates=[{"kind":'])).toThrow(/--set gates cannot be/);
});
