import fc from "fast-check";
import { expect, test } from "vitest";
import { isEmpty, leavers, type Replica } from "./drain.ts";

const replica = (id: string, streams: number | undefined, createdAt = 0, ready = true): Replica => ({
  id,
  ready,
  createdAt,
  streams,
});
const ids = (of: readonly Replica[]) => of.map(({ id }) => id);

test("those with the fewest streams go first, and before them what is not ready yet", () => {
  const all = [replica("a", 3), replica("b", 0), replica("c", 1), replica("d", undefined, 9, false)];
  expect(ids(leavers(all, 3))).toEqual(["d", "b", "c"]);
});

test("of two that serve as much the newer one goes", () => {
  expect(ids(leavers([replica("old", 1, 1), replica("new", 1, 2)], 1))).toEqual(["new"]);
});

test("one of which nobody knows what it serves stays, though too few go then", () => {
  expect(ids(leavers([replica("a", undefined), replica("b", 2)], 2))).toEqual(["b"]);
});

test("a replica is empty when it has said so twice since it left the balancer, and not by what it said before or by a clock ahead", () => {
  const said = (...streams: readonly number[]) =>
    streams.map((count, at) => ({ at: at * 10_000, streams: count }));
  expect(isEmpty(said(0, 0, 0, 0, 0, 0), 0)).toBe(true);
  expect(isEmpty(said(1, 1, 1, 1, 0, 0), 0)).toBe(true);
  // As far as clocks may be apart, a word of later may be one of before.
  expect(isEmpty(said(0, 0, 0, 0, 0), 0)).toBe(false);
  expect(isEmpty(said(0, 0, 0, 0, 0, 1), 0)).toBe(false);
  expect(isEmpty([], 0)).toBe(false);
});

test("nobody that stays has fewer streams than one that goes while it serves", () => {
  const replicas = fc.array(
    fc.record({
      ready: fc.boolean(),
      createdAt: fc.nat(100),
      streams: fc.option(fc.nat(20), { nil: undefined }),
    }),
  );
  fc.assert(
    fc.property(replicas, fc.nat(20), (some, count) => {
      const all = some.map((one, at) => ({ ...one, id: String(at) }));
      const gone = leavers(all, count);
      const stay = all.filter((one) => !gone.includes(one) && one.ready && one.streams !== undefined);
      expect(gone.length).toBeLessThanOrEqual(count);
      const busiest = Math.max(-1, ...gone.filter(({ ready }) => ready).map(({ streams }) => streams ?? 0));
      for (const { streams } of stay) if (gone.length > 0) expect(streams).toBeGreaterThanOrEqual(busiest);
      expect(gone.some(({ ready, streams }) => ready && streams === undefined)).toBe(false);
    }),
  );
});
