import { expect, test } from "vitest";
import { ReleasePolicy } from "./policy.ts";
import { PolicyOverride, ReleaseRequest } from "./request.ts";

const request = { image: { repository: "open-webui", tag: "v1" }, requestedBy: "ada" };

test("a request needs little, and names its image by tag or digest", () => {
  expect(ReleaseRequest.parse(request)).toEqual(request);
  expect(ReleaseRequest.safeParse({ ...request, image: { repository: "open-webui" } }).success).toBe(false);
});

test("what a request does not say about the policy is left out, not reset to a default", () => {
  expect(PolicyOverride.parse({ bakeSeconds: 60 })).toEqual({ bakeSeconds: 60 });
  expect(PolicyOverride.parse({})).toEqual({});
  expect(Object.keys(PolicyOverride.shape)).toEqual(Object.keys(ReleasePolicy.shape));
});

test.each([
  ["a field that does not exist", { bakeSecond: 60 }],
  ["a ladder that falls", { ladder: [50, 25, 100] }],
  ["a ladder that does not end at 100", { ladder: [10, 50] }],
  ["a time below zero", { bakeSeconds: -1 }],
])("%s is refused", (_what, policy) => {
  expect(ReleaseRequest.safeParse({ ...request, policy }).success).toBe(false);
});

const back = { group: "open-webui", back: true, requestedBy: "ada", reason: "answers are empty" };

test("a way back is of a group, has a reason, and names no image", () => {
  expect(ReleaseRequest.safeParse(back).success).toBe(true);
  for (const wrong of [
    { group: undefined },
    { reason: undefined },
    { image: request.image },
    { back: false },
  ])
    expect(ReleaseRequest.safeParse({ ...back, ...wrong }).success).toBe(false);
  expect(ReleaseRequest.safeParse({ ...request, back: false }).success).toBe(true);
});
