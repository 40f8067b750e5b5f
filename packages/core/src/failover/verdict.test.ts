import { expect, test } from "vitest";
import { down, observed, up } from "./failover.fixture.ts";
import { isProof, verdictOf } from "./verdict.ts";

test("an observer that does not see its control targets knows nothing of the region", () => {
  expect(verdictOf(observed("eu-west-1", 0, down, false))).toBe("unknown");
  expect(verdictOf(observed("eu-west-1", 0, up, false))).toBe("unknown");
});

test.each(["login", "databaseWrite", "replication"] as const)(
  "a region whose edge is dead while %s came through is not down",
  (probe) => {
    expect(verdictOf(observed("eu-west-1", 0, { ...down, [probe]: "up" }))).toBe("unknown");
  },
);

test("a region whose edge answers is not down, whatever else fails: that is no loss of a region", () => {
  expect(verdictOf(observed("eu-west-1", 0, { ...down, edge: "up" }))).toBe("unknown");
});

test("a dead edge alone, of which nothing else is known, is no verdict", () => {
  const probes = {
    edge: "down",
    login: "unknown",
    databaseWrite: "unknown",
    replication: "unknown",
  } as const;
  expect(verdictOf(observed("eu-west-1", 0, probes))).toBe("unknown");
});

test("only replication that has stopped is a proof from inside", () => {
  expect(isProof(observed("eu-west-1", 0))).toBe(true);
  expect(isProof(observed("eu-west-1", 0, { ...down, replication: "unknown" }))).toBe(false);
});
