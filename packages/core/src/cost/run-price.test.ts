import { expect, test } from "vitest";
import { ReleasePolicy } from "../release/policy.ts";
import { runPrice } from "./run-price.ts";

const policy = ReleasePolicy.parse({});

test("a release costs cents, and more with more weights", () => {
  const usual = runPrice(["release", "release-canary"], policy, "us-east-1");
  const longer = runPrice(
    ["release", "release-canary"],
    { ...policy, ladder: [1, 5, 10, 25, 50, 75, 100] },
    "us-east-1",
  );
  expect(usual).toBeGreaterThan(0.001);
  expect(usual).toBeLessThan(1);
  expect(longer).toBeGreaterThan(usual ?? Infinity);
});

test("what nobody measured and what has no price is not guessed", () => {
  expect(runPrice(["release", "release-by-hand"], policy, "us-east-1")).toBeUndefined();
  expect(runPrice(["release"], policy, "eu-central-1")).toBeUndefined();
});
