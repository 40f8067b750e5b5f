import fc from "fast-check";
import { expect, test } from "vitest";
import { HeldQueue } from "./queue.ts";

const step = fc.record({
  kind: fc.constantFrom("take", "grow", "leave", "release"),
  at: fc.nat(30),
  bytes: fc.nat(40),
});

test("whatever comes, grows, leaves and goes on: the limits hold, nobody is lost or held twice, and all go on in their order", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
      const queue = new HeldQueue<number>({ most: 5, mostBytes: 100 });
      const model = new Map<number, { since: number; bytes: number }>();
      const sum = () => [...model.values()].reduce((all, { bytes }) => all + bytes, 0);
      let next = 0;
      for (const { kind, at, bytes } of steps) {
        const one = [...model.keys()][at % Math.max(1, model.size)];
        if (kind === "take") {
          const fits = model.size < 5 && sum() + bytes <= 100;
          expect(queue.take(next, at, bytes)).toBe(fits);
          if (fits) model.set(next, { since: at, bytes });
          next++;
        } else if (kind === "grow" && one !== undefined) {
          const found = model.get(one)!;
          const fits = sum() + bytes <= 100;
          expect(queue.grow(one, bytes)).toBe(fits);
          if (fits) found.bytes += bytes;
          else model.delete(one);
        } else if (kind === "leave" && one !== undefined) {
          queue.leave(one);
          model.delete(one);
        } else if (kind === "release") {
          const since = new Map([...model].map(([id, found]) => [id, found.since]));
          const order = queue.release();
          expect(order.toSorted()).toEqual([...model.keys()].toSorted());
          const times = order.map((id) => since.get(id)!);
          expect(times).toEqual(times.toSorted((a, b) => a - b));
          model.clear();
        }
        expect(queue.size).toBe(model.size);
      }
    }),
  );
});

test("one that comes back after a replica was lost goes before those that came later", () => {
  const queue = new HeldQueue<string>({ most: 9, mostBytes: 9 });
  queue.take("second", 20, 0);
  queue.take("first", 10, 0);
  expect(queue.release()).toEqual(["first", "second"]);
  expect(queue.size).toBe(0);
});
