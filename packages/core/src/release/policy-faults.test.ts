import { expect, test } from "vitest";
import { ReleasePolicy } from "./policy.ts";
import { type Judged, policyFaults } from "./policy-faults.ts";

const load = { kind: "load-test", name: "load" };
const hook = { kind: "webhook", name: "smoke", url: "https://checks.example.com/release" };
const server = { kind: "prometheus", endpoint: "http://prometheus.internal:9090" };
const kayenta = {
  config: { name: "chat", metrics: [{ name: "latency", groups: ["chat"] }] },
  sources: { latency: { ...server, value: 'avg(seconds{side="{{side}}"})' } },
};

const faults = (policy: object, more: Partial<Judged> = {}) =>
  policyFaults({
    strategy: "canary",
    services: ["web"],
    previewed: true,
    policy: ReleasePolicy.parse(policy),
    ...more,
  });

test("the policy of production has no faults, with and without gates", () => {
  expect(faults({})).toEqual([]);
  expect(faults({ gates: [load, hook] })).toEqual([]);
  expect(faults({ kayenta, bakeSeconds: 600 })).toEqual([]);
});

test("a load test needs a preview: neither a rolling group nor an internal one has it", () => {
  expect(faults({ gates: [hook, load] }, { strategy: "rolling", previewed: false })).toMatchObject([
    { path: ["gates", 1, "kind"], wrong: expect.stringContaining("a rolling release has no preview") },
  ]);
  expect(faults({ gates: [load] }, { previewed: false })).toMatchObject([{ path: ["gates", 0, "kind"] }]);
});

test("two gates of one name could not be told apart", () => {
  expect(faults({ gates: [hook, { ...load, name: "smoke" }] })).toMatchObject([
    { path: ["gates", 1, "name"], wrong: "there are two gates smoke" },
  ]);
});

test("what counts several services together is refused, for either judge", () => {
  const source = { ...server, bad: 'sum(a{side="{{side}}"})', total: 'sum(b{side="{{side}}"})' };
  const several = { services: ["web", "api"] };
  expect(faults({ metrics: [{ name: "stalls", source }] }, several)).toMatchObject([
    { path: ["metrics"], wrong: expect.stringContaining("stalls counts web and api together") },
  ]);
  expect(faults({ kayenta, bakeSeconds: 600 }, several)).toMatchObject([
    { path: ["kayenta", "sources", "latency"] },
  ]);
});

test("a bake in which Kayenta's test could find nothing is refused, and so is one shorter than its interval", () => {
  expect(faults({ kayenta, bakeSeconds: 300 })).toMatchObject([{ path: ["bakeSeconds"] }]);
  expect(faults({ kayenta: { ...kayenta, intervalMinutes: 15 }, bakeSeconds: 600 })).toMatchObject([
    { path: ["bakeSeconds"], allowed: "at least 900 s" },
  ]);
});
