import { ReleasePolicy } from "@signalbox/core/release/policy";
import { expect, test } from "vitest";
import { type AnyLaptop, type Laptop, onLaptop } from "./laptop.fixture.ts";
import { acts, decide, ending, pushQuietly, reached, run, start, weights } from "./release.fixture.ts";
import { onBlueGreen } from "./release-blue-green.fixture.ts";

/** A value of the load balancer's own metrics, of one side. */
const ofTargetGroup = (metric: string, statistic: string) => ({
  kind: "cloudwatch",
  metrics: {
    own: {
      namespace: "AWS/ApplicationELB",
      metric,
      dimensions: { LoadBalancer: "{{loadBalancer}}", TargetGroup: "{{targetGroup}}" },
      statistic,
    },
  },
  value: "own",
});

const metric = (name: string, more: object = {}) => ({
  name,
  groups: ["chat"],
  analysisConfigurations: { canary: { direction: "increase", ...more } },
});

/** Latency and, as a metric of its own, how many requests: which a canary of half the traffic has as many of as stable. */
const kayenta = (
  marginal = 75,
  latency: object = ofTargetGroup("TargetResponseTime", "Average"),
): object => ({
  config: {
    name: "chat",
    metrics: [metric("latency", { effectSize: { allowedIncrease: 1.2 } }), metric("requests")],
    classifier: { scoreThresholds: { pass: 95, marginal } },
  },
  sources: { latency, requests: ofTargetGroup("RequestCount", "Sum") },
});

const policyOf = (canary: object, more: object = {}): Partial<ReleasePolicy> => {
  const asked = { ladder: [50, 100], bakeSeconds: 600, holdSeconds: 60, drainSeconds: 60, ...more };
  const { kayenta: parsed } = ReleasePolicy.parse({ kayenta: canary });
  return { ...asked, ...(parsed && { kayenta: parsed }) };
};

const judged = async (laptop: AnyLaptop, name: string) =>
  (await acts(laptop, name)).filter(({ verdict }) => verdict !== undefined);

const released = async (laptop: Laptop, behaviour: "good" | "slow") => {
  await pushQuietly(laptop, "v2", behaviour);
  return await ending(laptop, await start(laptop, "r1", {}));
};

test("Given a Kayenta configuration, when a good candidate bakes, then Kayenta's judge passes each weight at the end of its bake, metric by metric", () =>
  onLaptop({ requestsPerSecond: 4, policy: policyOf(kayenta()) }, async (laptop) => {
    expect(await released(laptop, "good")).toMatchObject({ status: "SUCCEEDED" });
    const [first, second] = await judged(laptop, "r1");
    expect(first).toMatchObject({ state: "Measure", verdict: "pass" });
    expect(first?.text).toMatch(/^pass: Kayenta's judge: score 100 \(95 passes, 75 is marginal\)/);
    expect(first?.evidence).toMatchObject([
      { service: "open-webui", metric: "latency", classification: "Pass", verdict: "pass" },
      { service: "open-webui", metric: "requests", classification: "Pass", verdict: "pass" },
    ]);
    const [half, all] = (await acts(laptop, "r1")).filter(({ weight = 0 }) => weight > 0);
    expect(Date.parse(all!.at) - Date.parse(half!.at)).toBeGreaterThanOrEqual(600_000);
    expect(second?.verdict).toBe("pass");
  }));

test("Given a slow candidate, when Kayenta's judge looks, then it fails before the bake is over, and says which metric is High", () =>
  onLaptop({ requestsPerSecond: 4, policy: policyOf(kayenta(), { bakeSeconds: 3_600 }) }, async (laptop) => {
    const end = await released(laptop, "slow");
    expect(end.cause).toContain("Release.AnalysisFailed: Kayenta's judge: score 50");
    expect(end.cause).toContain("latency High");
    const [fell] = await judged(laptop, "r1");
    expect(fell?.evidence?.[0]).toMatchObject({ metric: "latency", classification: "High", verdict: "fail" });
    const [shift] = (await acts(laptop, "r1")).filter(({ weight = 0 }) => weight > 0);
    expect(Date.parse(fell!.at) - Date.parse(shift!.at)).toBeLessThan(1_200_000);
    expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
  }));

test("Given a marginal score, then the bake is extended, and a person decides with Kayenta's sentence", () =>
  onLaptop({ requestsPerSecond: 4, policy: policyOf(kayenta(40), { extensions: 1 }) }, async (laptop) => {
    await pushQuietly(laptop, "v2", "slow");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "waiting-for-person");
    expect((await judged(laptop, "r1")).map(({ verdict }) => verdict)).toEqual([
      "inconclusive",
      "inconclusive",
    ]);
    expect((await run(laptop, "r1"))?.analysis?.sentence).toMatch(/^Kayenta's judge: score 50 /);
    await decide(laptop, "abort", "r1");
    expect(await ending(laptop, arn)).toMatchObject({ error: "Release.RolledBack" });
  }));

test("Given a source that is away, then nothing passes: a person is asked, and hears which one", () => {
  const away = { kind: "prometheus", endpoint: "http://127.0.0.1:4699", value: 'avg(s{side="{{side}}"})' };
  const canary = kayenta(75, away);
  return onLaptop({ requestsPerSecond: 4, policy: policyOf(canary, { extensions: 0 }) }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "waiting-for-person");
    const { analysis } = (await run(laptop, "r1"))!;
    expect(analysis).toMatchObject({ verdict: "inconclusive" });
    expect(analysis?.sentence).toMatch(/^Kayenta's judge: latency: 127\.0\.0\.1:4699 could not be asked/);
    await decide(laptop, "abort", "r1");
    await ending(laptop, arn);
  });
});

test.each([
  ["good", "promoted"],
  ["slow", "rolled-back"],
] as const)(
  "Given blue-green, then a %s candidate is held against stable's minutes before the shift, and is %s",
  (behaviour, outcome) => {
    const policy = policyOf({
      config: { name: "chat", metrics: [metric("latency")] },
      sources: { latency: ofTargetGroup("TargetResponseTime", "Average") },
    });
    return onBlueGreen({ requestsPerSecond: 4, policy }, async (laptop) => {
      await laptop.clock.sleep(600_000);
      await pushQuietly(laptop, "v2", behaviour);
      await ending(laptop, await start(laptop, "r1", {}));
      expect((await run(laptop, "r1"))?.report).toMatchObject({ outcome });
      expect((await judged(laptop, "r1"))[0]?.text).toContain("Kayenta's judge: score");
    });
  },
);

test("Given a policy that does not fit its group, then the release is refused before any side effect, with the field", () =>
  onLaptop({ requestsPerSecond: 4, policy: policyOf(kayenta(), { bakeSeconds: 300 }) }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const end = await ending(laptop, await start(laptop, "r1", {}));
    expect(end).toMatchObject({ error: "Release.InvalidRequest" });
    expect(end.cause).toContain("bakeSeconds: Kayenta's judge has too few values in 300 s");
    expect(await run(laptop, "r1")).toBeUndefined();
  }));
