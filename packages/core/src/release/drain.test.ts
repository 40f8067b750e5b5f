import { expect, test } from "vitest";
import { drained, drainedTogether } from "./drain.ts";

const evidence = { since: 0, drainSeconds: 300, requestsPerMinute: [7, 0, 0, 0], served: true };

test("a side that served keeps its streams for the whole time, and is drained after it", () => {
  expect(drained({ ...evidence, now: 299_999 })).toBe("wait");
  expect(drained({ ...evidence, now: 300_000 })).toBe("drained");
});

test("a side that never served has nothing open", () => {
  expect(drained({ ...evidence, now: 0, served: false })).toBe("drained");
});

test("requests that still come keep it waiting, and past the grace mean that something else sends them", () => {
  const requestsPerMinute = [7, 0, 0, 3];
  expect(drained({ ...evidence, now: 300_000, requestsPerMinute })).toBe("wait");
  expect(drained({ ...evidence, now: 599_000, requestsPerMinute })).toBe("wait");
  expect(drained({ ...evidence, now: 600_000, requestsPerMinute })).toBe("still-served");
});

test("one whole minute without requests does not prove it: the last one may not be published yet", () => {
  expect(drained({ ...evidence, now: 300_000, requestsPerMinute: [7, 0, 3, 0] })).toBe("wait");
  expect(drained({ ...evidence, now: 360_000, requestsPerMinute: [7, 0, 3, 0, 0] })).toBe("drained");
});

test("before two whole minutes have passed, silence does not prove it, however short its time", () => {
  const short = { ...evidence, drainSeconds: 30 };
  expect(drained({ ...short, now: 60_000, requestsPerMinute: [] })).toBe("wait");
  expect(drained({ ...short, now: 120_000, requestsPerMinute: [0] })).toBe("wait");
  expect(drained({ ...short, now: 180_000, requestsPerMinute: [0, 0] })).toBe("drained");
});

test("a group is drained when each of its services is, and one that is still served says so at once", () => {
  expect(drainedTogether(["drained", "drained"])).toBe("drained");
  expect(drainedTogether(["drained", "wait"])).toBe("wait");
  expect(drainedTogether(["wait", "still-served", "drained"])).toBe("still-served");
});
