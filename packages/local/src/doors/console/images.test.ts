import { expect, test } from "vitest";
import { nextVersion } from "./images.ts";

test.each([
  [["v0.9.0"], "v0.9.1"],
  [["v0.9.9", "v0.9.10", "v0.10.2", "v0.2.40"], "v0.10.3"],
  [["latest", "v1"], "v0.0.1"],
  [[], "v0.0.1"],
])("after %j comes %s", (tags, next) => {
  expect(nextVersion(tags)).toBe(next);
});
