import { expect, test } from "vitest";
import { CanaryConfig } from "./canary-config.ts";
import { judgeServices } from "./judge-services.ts";

const config = CanaryConfig.parse({
  name: "chat",
  metrics: [
    {
      name: "latency",
      groups: ["chat"],
      analysisConfigurations: { canary: { direction: "increase" } },
    },
    { name: "memory", groups: ["chat"], analysisConfigurations: { canary: { muted: true } } },
  ],
});
const steady = [0.2, 0.21, 0.19, 0.2, 0.22, 0.2, 0.18];
const slow = steady.map((value) => 3 * value);
const reading = (experiment: readonly number[], unreadable: string[] = []) => ({
  series: { latency: { control: steady, experiment }, memory: { control: steady, experiment: slow } },
  unreadable,
});

test("each metric is told with Kayenta's own word, and a muted one does not decide", () => {
  const { verdict, metrics, sentence } = judgeServices({ config }, { web: reading(steady) });
  expect(verdict).toBe("pass");
  expect(metrics).toMatchObject([
    { service: "web", metric: "latency", dryRun: false, classification: "Pass", verdict: "pass" },
    { service: "web", metric: "memory", dryRun: true, classification: "High", verdict: "fail" },
  ]);
  expect(sentence).toMatch(/^Kayenta's judge: score 100 /);
});

test("one service that fails fails the group, and the sentence is of that one", () => {
  const { verdict, sentence } = judgeServices({ config }, { web: reading(steady), api: reading(slow) });
  expect(verdict).toBe("fail");
  expect(sentence).toMatch(/^Kayenta's judge: api: score 0 .*latency High/);
});

test("a service whose source is away holds the group up, and nothing to judge by is no data", () => {
  const away = reading(steady, ["latency: prometheus.internal gave no answer"]);
  expect(judgeServices({ config }, { web: reading(steady), api: away }).verdict).toBe("inconclusive");
  expect(judgeServices({ config }, {}).verdict).toBe("no-data");
});
