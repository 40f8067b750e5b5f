import { expect, test } from "vitest";
import { canaryConfig } from "./canary-config.fixture.ts";
import { CanaryConfig } from "./canary-config.ts";
import { judgeKayenta } from "./judge-kayenta.ts";

const config = CanaryConfig.parse(canaryConfig);
const around = (level: number) => Array.from({ length: 30 }, (_, index) => level + (index % 5) / 10);
const same = { control: around(1), experiment: around(1) };
const higher = { control: around(1), experiment: around(3) };

test("a canary like its baseline passes", () => {
  expect(judgeKayenta(config, { errors: same, latency: same })).toMatchObject({
    verdict: "pass",
    score: 100,
    sentence: "score 100 (95 passes, 50 is marginal): every metric passes",
  });
});

test("a group that fails takes its weight, and between the thresholds the canary is marginal", () => {
  const { verdict, score, sentence } = judgeKayenta(config, { errors: same, latency: higher });
  expect({ verdict, score }).toEqual({ verdict: "marginal", score: 60 });
  expect(sentence).toMatch(
    /latency High \(shifted by 1\.\d+ to 2\.\d*, beyond ±0\.\d+, ×2\.67 of the control\)/,
  );
});

test("a critical metric that fails makes the score 0", () => {
  const { verdict, score, sentence } = judgeKayenta(config, { errors: higher, latency: same });
  expect({ verdict, score }).toEqual({ verdict: "fail", score: 0 });
  expect(sentence).toMatch(/^score 0 by a critical metric .*errors High, critical/);
});

test("a metric without a series has no data", () => {
  const { verdict, metrics } = judgeKayenta(config, { errors: same });
  expect(metrics.map(({ classification }) => classification)).toEqual(["Pass", "NodataFailMetric"]);
  expect(verdict).toBe("marginal");
});

test("a muted metric is judged and reported, and does not count", () => {
  const muted = CanaryConfig.parse({
    ...canaryConfig,
    classifier: {},
    metrics: [
      canaryConfig.metrics[1],
      { name: "cost", groups: ["Cost"], analysisConfigurations: { canary: { muted: true, critical: true } } },
    ],
  });
  const { verdict, score, sentence } = judgeKayenta(muted, { latency: same, cost: higher });
  expect({ verdict, score }).toEqual({ verdict: "pass", score: 100 });
  expect(sentence).toContain("cost High, critical, muted");
});

test("without any data the canary fails and the sentence says why", () => {
  const { verdict, sentence } = judgeKayenta(
    CanaryConfig.parse({ name: "chat", metrics: [{ name: "errors", groups: ["Errors"] }] }),
    {},
  );
  expect(verdict).toBe("fail");
  expect(sentence).toBe(
    "score 0 since half of the metrics or more have no data (95 passes, 75 is marginal): errors Nodata",
  );
});
