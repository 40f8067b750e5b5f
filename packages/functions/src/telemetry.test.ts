import { createRequire } from "node:module";
import { expect, test } from "vitest";

test("a handler that runs inside another process does not load the X-Ray SDK, whose hooks slow every promise", async () => {
  await import("./handler.ts");
  const loaded = Object.keys(createRequire(import.meta.url).cache);
  expect(loaded.filter((path) => path.includes("aws-xray-sdk-core"))).toEqual([]);
});
