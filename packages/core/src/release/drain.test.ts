import { expect, test } from "vitest";
import { drained } from "./drain.ts";

const evidence = { since: 0, drainSeconds: 300, requestsPerMinute: [7, 0, 0, 0], served: true };

test("a side that served keeps its streams for the whole time, and is drained after it", () => {
  expect(drained({ ...evidence, now: 299_999 })).toBe("wait");
  expect(drained({ ...evidence, now: 300_000 })).toBe("drained");
});

test("a side that never served has nothing open", () => {
  expect(drained({ ...evidence, now: 0, served: false })).toBe("drained");
});

test("new requests in the last whole minute mean that something else sends traffic", () => {
  expect(drained({ ...evidence, now: 300_000, requestsPerMinute: [7, 0, 0, 3] })).toBe("still-served");
});

test("requests in the minute after the shift are balancer nodes that had not heard of it", () => {
  expect(drained({ ...evidence, drainSeconds: 0, now: 90_000, requestsPerMinute: [7] })).toBe("drained");
});
