import fc from "fast-check";
import { expect, test } from "vitest";
import { longestSeconds } from "./limits.ts";
import { outline } from "./outline.ts";
import { ReleasePolicy } from "./policy.ts";
import { CanaryRelease } from "./release.ts";
import { turnedBack } from "./report.fixture.ts";

const release = (policy: object) => ({ ...turnedBack.release, policy: ReleasePolicy.parse(policy) });

test("a canary is laid out weight by weight, with the tasks that each needs and every way back", () => {
  const stages = outline(release({ ladder: [10, 100], alarms: ["5xx"], healthySeconds: 60 }));
  expect(stages.map(({ name, weight, capacities }) => [name, weight, capacities?.["open-webui"]])).toEqual([
    ["shift and bake", 10, 1],
    ["shift and bake", 100, 3],
    ["drain the old side", 100, undefined],
    ["hold the way back open", 100, undefined],
    ["scale the old side in", 100, undefined],
  ]);
  expect(stages[0]?.turnsBack).toContain("an alarm goes off: 5xx");
  expect(stages[0]?.turnsBack).toContain("the candidate's targets are not healthy within 60 s");
  expect(stages.at(-1)?.turnsBack).toEqual([]);
});

test("gates are a stage before any user meets the candidate, and a way back has none", () => {
  const gates = [{ kind: "webhook", name: "smoke", url: "https://checks.example.com" }];
  const [first, second] = outline(release({ gates, ladder: [100] }));
  expect(first).toMatchObject({ name: "ask the gates", weight: 0, atLeastSeconds: 0 });
  expect(first?.goesOn).toContain("all pass: smoke (webhook)");
  expect(first?.turnsBack).toContain("a gate fails");
  expect(second?.name).toBe("shift and bake");
  const back = { from: "r0", taskDefinitions: {} };
  expect(outline({ ...release({ gates }), back })[0]?.name).toBe("shift and bake");
});

test("a stage says which judge takes the release further", () => {
  const server = { kind: "prometheus", endpoint: "http://prometheus.internal:9090" };
  const kayenta = {
    config: { name: "chat", metrics: [{ name: "latency", groups: ["chat"] }] },
    sources: { latency: { ...server, value: 'avg(seconds{side="{{side}}"})' } },
  };
  const [own] = outline(release({ ladder: [100] }));
  const [theirs] = outline(release({ ladder: [100], kayenta }));
  expect(own?.goesOn).toBe("the analysis passes, or a person promotes");
  expect(theirs?.goesOn).toMatch(/^Kayenta's judge scores 95 or more at the end of the bake/);
  expect(theirs?.turnsBack.join()).toContain("Kayenta's judge, every 5 min, scores under 75");
});

test("where users stick, each weight but the last takes the life of a cookie more", () => {
  const of = (stickySeconds: number) =>
    outline(release({ ladder: [10, 50, 100], bakeSeconds: 300, stickySeconds })).map(
      ({ atLeastSeconds }) => atLeastSeconds,
    );
  expect(of(0).slice(0, 3)).toEqual([300, 300, 300]);
  expect(of(120).slice(0, 3)).toEqual([420, 420, 300]);
});

test("what a side generates may hold it past its streams, where the group's services tell", () => {
  const of = (follows: boolean) =>
    outline(release({ drainSeconds: 60, generationSeconds: 900 }), follows).find(({ name }) =>
      name.startsWith("drain"),
    );
  expect(of(false)).toMatchObject({ atLeastSeconds: 60, atMostSeconds: 360 });
  expect(of(true)).toMatchObject({ atLeastSeconds: 60, atMostSeconds: 1_200 });
  expect(of(true)?.goesOn).toContain("what it generated when it left has ended or had 900 s");
});

test("no stage's least is over its most, and all of them fit into what the machine may take", () => {
  const times = fc.integer({ min: 0, max: 3_600 });
  fc.assert(
    fc.property(
      fc.record({
        bakeSeconds: times,
        healthySeconds: times,
        observeSeconds: times,
        drainSeconds: times,
        generationSeconds: times,
        holdSeconds: times,
        personSeconds: times,
        stickySeconds: times,
        extensions: fc.integer({ min: 0, max: 10 }),
      }),
      (policy) => {
        const given = release(policy);
        const stages = outline(given, true);
        for (const { atLeastSeconds, atMostSeconds } of stages)
          expect(atLeastSeconds).toBeLessThanOrEqual(atMostSeconds);
        const most = stages.reduce((all, { atMostSeconds }) => all + atMostSeconds, 0);
        expect(most).toBeLessThanOrEqual(longestSeconds(given.policy));
      },
    ),
  );
});

test("each strategy says where it turns back, and none without an alarm or a person", () => {
  const { stable, candidate, ...found } = CanaryRelease.parse(release({}));
  const rolling = outline({ ...found, strategy: "rolling" });
  const blueGreen = outline({ ...found, stable, candidate, strategy: "blue-green" });
  for (const stages of [rolling, blueGreen]) expect(stages[0]?.turnsBack).toContain("a person aborts");
  expect(rolling.map(({ name }) => name)).toEqual(["task by task", "hold the way back open"]);
  expect(blueGreen.map(({ weight }) => weight)).toEqual([0, 100, 100, 100, 100]);
});
