import fc from "fast-check";
import { expect, test } from "vitest";
import { sound } from "../config/config.fixture.ts";
import type { Config } from "../config/config.ts";
import { layered } from "../config/layered.ts";
import { awakeShare } from "./awake.ts";
import { estimate, sum } from "./estimate.ts";
import { orchestration } from "./orchestration.ts";
import { pricedRegions, Unpriced } from "./price.ts";
import { isUnverified, priceIds, prices } from "./prices.ts";
import type { Registry } from "./registry.ts";
import { savings, switches } from "./switches.ts";
import { Usage } from "./usage.ts";

const registry: Registry = {
  workflows: [
    { name: "release", triggers: [{ kind: "person" }] },
    { name: "release-canary", triggers: [] },
  ],
  functions: [
    {
      name: "observe",
      triggers: [{ kind: "schedule", name: "minute", expression: "rate(1 minute)", input: {} }],
    },
  ],
};
const usual = Usage.parse({});
const configured = (layer: object = {}): Config =>
  layered(
    [
      { origin: "test", layer: sound },
      { origin: "more", layer },
    ],
    {},
  ).config;

const spot = fc.integer({ min: 0, max: 100 });
/** Each run parses a configuration and counts it several times. */
const few = { numRuns: 30 };
const configs = fc
  .record({
    min: fc.integer({ min: 0, max: 9 }),
    spot,
    zones: fc.integer({ min: 2, max: 3 }),
    nat: fc.constantFrom("per-zone", "single", "instance"),
    cdn: fc.boolean(),
    waf: fc.boolean(),
    proxy: fc.boolean(),
    collector: fc.boolean(),
    engine: fc.constantFrom("valkey", "redis"),
    kind: fc.constantFrom("s3", "efs"),
    night: fc.boolean(),
  })
  .map(({ min, spot: spotPercent, zones, nat, cdn, waf, proxy, collector, engine, kind, night }) =>
    configured({
      regions: sound.regions?.map((region) => ({ ...region, zones })),
      network: { nat },
      edge: { cdn, waf, botControl: waf },
      data: { database: { proxy }, cache: { engine }, files: { kind } },
      observability: { collector },
      services: { web: { spotPercent, scaling: { min, max: 10 } } },
      ...(night && { nightShutdown: { from: "20:00", to: "07:00", timezone: "UTC" } }),
    }),
  );

test("a total is the sum of items, each its quantity at the price of a row of the table", () => {
  fc.assert(
    fc.property(configs, (config) => {
      const { items, total } = estimate(config, usual, registry);
      expect(total).toBeCloseTo(sum(items), 6);
      const wrong = items.filter(({ price, region, unit, amount, quantity, monthly, unverified }) => {
        const where = region === "global" ? "us-east-1" : region;
        return (
          unit !== prices[price].unit ||
          amount > prices[price].amounts[where] ||
          monthly < 0 ||
          monthly !== quantity * amount ||
          unverified !== isUnverified(price, where)
        );
      });
      expect(wrong).toEqual([]);
    }),
    few,
  );
});

test("what costs nothing says why it is in the list", () => {
  const { items } = estimate(configured(), usual, registry);
  const free = items.filter(({ quantity }) => quantity === 0);
  expect(free.length).toBeGreaterThan(3);
  for (const { what, note } of free) expect({ what, note }).toEqual({ what, note: expect.any(String) });
});

test("more tasks, busier tasks and more use never cost less", () => {
  fc.assert(
    fc.property(
      configs,
      fc.integer({ min: 0, max: 5 }),
      fc.integer({ min: 0, max: 300 }),
      (config, more, percent) => {
        const { total } = estimate(config, usual, registry);
        const bigger = structuredClone(config);
        for (const service of Object.values(bigger.services)) {
          service.scaling.min += more;
          service.scaling.max += more;
        }
        expect(estimate(bigger, usual, registry).total).toBeGreaterThanOrEqual(total - 1e-9);
        const busier = { ...usual, tasksPercent: usual.tasksPercent + percent, requests: usual.requests * 2 };
        expect(estimate(config, busier, registry).total).toBeGreaterThanOrEqual(total - 1e-9);
      },
    ),
    few,
  );
});

test("tasks on Spot cost what is left of the discount", () => {
  const tasks = (spotPercent: number) =>
    sum(
      estimate(configured({ services: { web: { spotPercent } } }), usual, registry).items.filter(({ what }) =>
        what.startsWith("tasks of web"),
      ),
    );
  expect(tasks(100)).toBeCloseTo(tasks(0) * (1 - usual.spotDiscountPercent / 100), 9);
  expect(tasks(50)).toBeCloseTo((tasks(0) + tasks(100)) / 2, 9);
});

test("a week of working days from 7 to 20 is 65 hours awake", () => {
  expect(awakeShare({ nightShutdown: { from: "20:00", to: "07:00", timezone: "UTC" } })).toBe(65 / 168);
  expect(awakeShare({ nightShutdown: { from: "00:30", to: "06:00", timezone: "UTC" } })).toBe(140.5 / 168);
  expect(awakeShare({})).toBe(1);
});

test("a region that the table has no prices of is refused with those that it has", () => {
  const config = configured({
    regions: [{ region: "eu-central-1", role: "primary", cidr: "10.0.0.0/16", zones: 2 }],
  });
  expect(() => estimate(config, usual, registry)).toThrow(
    new Unpriced("anything in eu-central-1", [...pricedRegions]),
  );
  expect(() =>
    estimate(configured({ data: { cache: { nodeType: "cache.x9.huge" } } }), usual, registry),
  ).toThrow(/no price of cache\.x9\.huge: the table has cache\.t4g\.micro/);
});

test("every row has AWS's page, an amount for each region, and a date where it was read", () => {
  for (const id of priceIds) {
    const { page, amounts, read, unit } = prices[id];
    expect(page).toMatch(/^https:\/\/aws\.amazon\.com\//);
    expect(unit).not.toBe("");
    for (const region of pricedRegions) expect(amounts[region]).toBeGreaterThanOrEqual(0);
    for (const reading of Object.values(read))
      expect(reading?.date).toMatch(/^(undated|20\d\d(-\d\d){0,2})$/);
  }
});

test("a switch saves the difference of two estimates, and one that is thrown already is left out", () => {
  const config = configured({
    network: { nat: "per-zone" },
    edge: { routingControls: true },
  });
  const found = savings(config, usual, registry);
  const single = switches.find(({ to }) => to === "network.nat: single")!;
  expect(found.find(({ to }) => to === single.to)?.monthly).toBeCloseTo(
    estimate(config, usual, registry).total - estimate(single.apply(config), usual, registry).total,
    9,
  );
  expect(found.find(({ to }) => to === "edge.routingControls: false")?.monthly).toBeGreaterThan(
    2.5 * 730 - 10,
  );
  const thrown = savings(single.apply(config), usual, registry).map(({ to }) => to);
  expect(thrown).not.toContain(single.to);
  expect(savings({ ...config, permanent: true }, usual, registry).map(({ to }) => to)).not.toContain(
    "nightShutdown: 20:00 to 07:00",
  );
});

test("an idle month pays for each call of a schedule, and what is not measured or not there is said", () => {
  const config = configured();
  const { idle, unmeasured, absent, runs } = orchestration(config, usual, {
    ...registry,
    workflows: [...registry.workflows, { name: "back-up", triggers: [] }],
  });
  const scheduled = idle.items.filter(({ what, region }) => what === "schedules" && region === "us-east-1");
  expect(scheduled.map(({ quantity }) => quantity * 1e6)).toEqual([43_800]);
  expect(idle.items.map(({ what }) => what)).toContain("observe: Lambda time");
  expect({ unmeasured, absent }).toEqual({ unmeasured: ["back-up"], absent: ["backup", "failover"] });
  expect(runs.map(({ group }) => group)).toEqual(["web", "models", "web", "models"]);
});

test("a longer ladder costs more transitions, and a longer bake none", () => {
  const transitions = (policy: object) =>
    orchestration(configured({ groups: { web: { policy } } }), usual, registry).runs.find(
      ({ workflow }) => workflow === "release-canary",
    )?.use.transitions ?? 0;
  expect(transitions({ ladder: [100] })).toBeLessThan(transitions({ ladder: [10, 100] }));
  expect(transitions({ bakeSeconds: 60 })).toBe(transitions({ bakeSeconds: 600 }));
});
