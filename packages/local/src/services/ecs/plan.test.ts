import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type PlannedTask, plan } from "./plan.ts";

const limits = fc
  .record({
    minimumHealthyPercent: fc.integer({ min: 0, max: 100 }),
    maximumPercent: fc.integer({ min: 100, max: 300 }),
  })
  .filter(({ minimumHealthyPercent, maximumPercent }) => minimumHealthyPercent < 100 || maximumPercent > 100);
const task = fc.oneof(
  fc.record({
    primary: fc.boolean(),
    healthy: fc.boolean(),
    failing: fc.constant(false),
    protected: fc.constant(false),
  }),
  fc.record({
    primary: fc.boolean(),
    healthy: fc.constant(false),
    failing: fc.boolean(),
    protected: fc.constant(false),
  }),
);
const tasks = fc.array(task, { maxLength: 20 });
const desired = fc.integer({ min: 0, max: 8 });

describe("a plan", () => {
  test("starts no task beyond maximumPercent", () => {
    fc.assert(
      fc.property(desired, limits, tasks, (count, bounds, live) => {
        const { start, surplus, failing, replaced } = plan(count, bounds, live);
        const after = live.length - surplus.length - failing.length - replaced.length + start;
        const most = Math.floor((count * bounds.maximumPercent) / 100);
        expect(start === 0 || after <= most).toBe(true);
      }),
    );
  });

  test("never stops a healthy old task below minimumHealthyPercent, and no task twice", () => {
    fc.assert(
      fc.property(desired, limits, tasks, (count, bounds, live) => {
        const { surplus, failing, replaced } = plan(count, bounds, live);
        const stopped = [...surplus, ...failing, ...replaced];
        expect(new Set(stopped).size).toBe(stopped.length);
        const least = Math.ceil((count * bounds.minimumHealthyPercent) / 100);
        const healthyLeft = live.filter((one) => one.healthy && !stopped.includes(one)).length;
        const healthyOldStopped = replaced.filter(({ healthy }) => healthy).length;
        expect(healthyOldStopped === 0 || healthyLeft >= least).toBe(true);
      }),
    );
  });

  test("followed again and again, with starts that succeed, ends with the desired count of new healthy tasks", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), limits, tasks, (count, bounds, begin) => {
        const most = Math.floor((count * bounds.maximumPercent) / 100);
        const least = Math.ceil((count * bounds.minimumHealthyPercent) / 100);
        // Where rounding leaves no room to start and none to stop, AWS is stuck as well.
        fc.pre(most > count || least < count);
        let live: PlannedTask[] = begin;
        for (let look = 0; look < 100; look++) {
          const { start, surplus, failing, replaced } = plan(count, bounds, live);
          const stopped = new Set<PlannedTask>([...surplus, ...failing, ...replaced]);
          const kept = live
            .filter((one) => !stopped.has(one))
            // What is on its way gets healthy, and old tasks stay as they are.
            .map((one) => (one.primary && !one.failing ? { ...one, healthy: true } : one));
          live = [
            ...kept,
            ...Array(start).fill({ primary: true, healthy: true, failing: false, protected: false }),
          ];
        }
        expect(live).toHaveLength(count);
        expect(live.every(({ primary, healthy }) => primary && healthy)).toBe(true);
      }),
    );
  });

  test("never stops a protected task that is not failing, and starts no more for it than without", () => {
    const any = fc.array(fc.tuple(task, fc.boolean()), { maxLength: 20 });
    fc.assert(
      fc.property(desired, limits, any, (count, bounds, pairs) => {
        const live = pairs.map(([one, isProtected]) => ({ ...one, protected: isProtected }));
        const { surplus, replaced, start } = plan(count, bounds, live);
        expect([...surplus, ...replaced].filter((one) => one.protected && !one.failing)).toEqual([]);
        expect(start).toBeLessThanOrEqual(count);
      }),
    );
  });

  test("takes from a service that is too large first what is not healthy, then the latest", () => {
    const [a, b, c] = [
      { primary: true, healthy: true, failing: false, protected: false, name: "a" },
      { primary: true, healthy: false, failing: false, protected: false, name: "b" },
      { primary: true, healthy: true, failing: false, protected: false, name: "c" },
    ] as const;
    const { surplus } = plan(1, { minimumHealthyPercent: 100, maximumPercent: 200 }, [a, b, c]);
    expect(surplus.map(({ name }) => name)).toEqual(["c", "b"]);
  });

  test("starts the replacement of a failing task before it stops it, where there is room", () => {
    const failing = { primary: true, healthy: false, failing: true, protected: false };
    const fine = { primary: true, healthy: true, failing: false, protected: false };
    const roomy = { minimumHealthyPercent: 100, maximumPercent: 200 };
    expect(plan(2, roomy, [failing, fine])).toMatchObject({ start: 1, failing: [] });
    expect(plan(2, roomy, [failing, fine, fine])).toMatchObject({ start: 0, failing: [failing] });
    const tight = { minimumHealthyPercent: 50, maximumPercent: 100 };
    expect(plan(2, tight, [failing, fine])).toMatchObject({ start: 1, failing: [failing] });
  });
});
