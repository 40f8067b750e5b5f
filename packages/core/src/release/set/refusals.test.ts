import { expect, test } from "vitest";
import { refusalsOf } from "./refusals.ts";

const serving = { error: "Release.AlreadyServing", cause: "v2 serves" };
const frozen = { error: "Release.Frozen", cause: "the weekend holds" };
const names = (...members: readonly (readonly (typeof serving)[])[]) =>
  refusalsOf(members.map((reasons, index) => ({ name: `${index}`, reasons }))).map(({ error }) => error);

test("a set whose images all serve has nothing to do; where some do, it is refused by another name, whatever their order", () => {
  expect(names([serving], [serving])).toEqual(["Release.AlreadyServing", "Release.AlreadyServing"]);
  expect(names([serving], [])).toEqual(["Release.ServesInPart"]);
  expect(names([], [serving])).toEqual(["Release.ServesInPart"]);
  expect(names([serving], [frozen])).toEqual(["Release.ServesInPart", "Release.Frozen"]);
});

test("another reason comes before that its images serve, and names its member", () => {
  expect(names([serving], [serving, frozen])[0]).toBe("Release.Frozen");
  expect(refusalsOf([{ name: "ollama", reasons: [frozen] }])).toEqual([
    { error: "Release.Frozen", cause: "ollama: the weekend holds" },
  ]);
  expect(names([], [])).toEqual([]);
});
