import fc from "fast-check";
import { expect, test } from "vitest";
import type { Policy } from "../policy.ts";
import { a10g } from "../profile.ts";
import { binsPerMinute, type Load } from "../simulate/load.ts";
import { type Setting, simulate } from "../simulate/simulate.ts";
import { type Decision, explain } from "./decision.ts";
import { firstPrice } from "./family.ts";
import { type PlannerSetting, plan, planner } from "./planner.ts";
import { newState } from "./state.ts";

const bounds = { least: 1, most: 40 };
const setting: PlannerSetting = {
  profile: a10g,
  bounds,
  objective: { seconds: 5, late: 0.01 },
  price: firstPrice,
  steered: true,
};
const world: Setting = { profile: a10g, bounds, objective: 5, startUp: () => 300, first: 8, scoredFrom: 0 };

/** So many replicas' worth of demand for ten minutes each. */
const loadOf = (tens: readonly number[]): Load => {
  const work = Float64Array.from(
    { length: tens.length * 10 * binsPerMinute },
    (_, bin) => (tens[Math.floor(bin / 60)] ?? 0) * 160,
  );
  return { work, requests: work.map((one) => one / 6) };
};
const steady = (hours: number, replicas = 6) => new Array<number>(hours * 6).fill(replicas);

function decisionsOn(load: Load, more: Partial<Setting> = {}): Decision[] {
  const told: Decision[] = [];
  simulate(
    load,
    planner(setting, (decision) => told.push(decision)),
    { ...world, ...more },
  );
  return told;
}

test("steady demand keeps a steady fleet with some to spare", () => {
  const late = decisionsOn(loadOf(steady(24))).filter(({ at }) => at > 20 * 3600);
  expect(Math.min(...late.map(({ wanted }) => wanted))).toBeGreaterThanOrEqual(7);
  expect(Math.max(...late.map(({ wanted }) => wanted))).toBeLessThanOrEqual(10);
});

test("a surge is answered within half a minute, and not only at the next full one", () => {
  const told = decisionsOn(loadOf([...steady(6), 20, 20, 20]));
  const surges = told.filter(
    ({ at, because }) => because === "surge" && at > 6 * 3600 && at <= 6 * 3600 + 30,
  );
  expect(surges.at(-1)!.wanted).toBeGreaterThanOrEqual(20);
});

test("without metrics nothing is let go, however long", () => {
  const from = 6 * 3600;
  const told = decisionsOn(loadOf([...steady(6), ...steady(6, 0)]), { blind: (at) => at > from });
  const [first, ...blind] = told.filter(({ at }) => at >= from);
  for (const { wanted, because } of blind) {
    expect(wanted).toBeGreaterThanOrEqual(first!.wanted);
    expect(because).toBe("blind");
  }
});

test("traffic that breaks off is waited for, and finds the fleet that it left", () => {
  const load = loadOf([...steady(6), ...steady(1, 0), ...steady(1)]);
  const told = decisionsOn(load);
  const silent = told.filter(({ at }) => at > 6 * 3600 + 60 && at <= 7 * 3600);
  expect(silent.map(({ because }) => because)).toEqual(silent.map(() => "outage"));
  expect(Math.min(...silent.map(({ wanted }) => wanted))).toBeGreaterThanOrEqual(6);
  expect(simulate(load, planner(setting), { ...world, scoredFrom: 420 }).attainment).toBe(1);
});

test("a service that goes quiet by and by is scaled down to the least, which says so", () => {
  const fading = Array.from({ length: 36 }, (_, ten) => 6 * 0.85 ** ten);
  expect(decisionsOn(loadOf([...steady(3), ...fading])).at(-1)).toMatchObject({
    wanted: 1,
    because: "least",
  });
});

test("what has not happened yet changes no decision, and no decision is outside the bounds", () => {
  const tens = fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { minLength: 6, maxLength: 6 });
  fc.assert(
    fc.property(tens, tens, tens, (past, one, other) => {
      const known = ({ at }: Decision) => at <= past.length * 600;
      const told = decisionsOn(loadOf([...past, ...one]));
      expect(decisionsOn(loadOf([...past, ...other])).filter(known)).toEqual(told.filter(known));
      for (const { wanted } of told) {
        expect(wanted).toBeGreaterThanOrEqual(bounds.least);
        expect(wanted).toBeLessThanOrEqual(bounds.most);
      }
    }),
    { numRuns: 5 },
  );
});

test("its state is plain JSON: written down and read again after every bin it decides the same", () => {
  let kept = JSON.stringify(newState());
  const forgetful: Policy = (seen) => {
    const state = JSON.parse(kept);
    const decision = plan(state, seen, setting);
    kept = JSON.stringify(state);
    return decision?.wanted;
  };
  const load = loadOf([...steady(1), 9, 4, 0, 12]);
  expect(simulate(load, forgetful, world)).toEqual(simulate(load, planner(setting), world));
});

test("each decision says in a sentence what it expects, what binds, and what one more and one fewer would cost", () => {
  const told = decisionsOn(loadOf(steady(12)));
  const last = told.at(-1)!;
  expect(last.oneMore).toBeGreaterThanOrEqual(0);
  expect(last.oneFewer).toBeGreaterThanOrEqual(0);
  expect(explain(last)).toMatch(
    /^\d+ replicas \(\d+ ready, 0 starting\): one more costs more .* Demand keeps 6\.0 busy; .* One more: \d+\.\d replica-minutes; one fewer: \d+\.\d\.$/,
  );
});
