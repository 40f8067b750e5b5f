import fc from "fast-check";
import { expect, test } from "vitest";
import { readable } from "./refused.ts";

test("of any input whatever is read what can be, and nothing else keeps it from being told", () => {
  fc.assert(fc.property(fc.jsonValue(), (input) => void readable(input)));
  expect(readable("v2")).toEqual({});
  expect(readable({ group: 7, image: { repository: "chat" }, requestedBy: "ada", policy: "none" })).toEqual({
    image: { repository: "chat" },
    requestedBy: "ada",
  });
});
