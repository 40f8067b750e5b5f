import { expect, test } from "vitest";
import { canaryConfig } from "./canary-config.fixture.ts";
import { CanaryConfig } from "./canary-config.ts";

type Given = Record<string, unknown>;
const [errors, latency] = canaryConfig.metrics;

const wrong = (config: Given) => {
  const parsed = CanaryConfig.safeParse(config);
  return parsed.success
    ? []
    : parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
};
const withAnalysis = (canary: Given) => ({
  ...canaryConfig,
  metrics: [{ ...errors, analysisConfigurations: { canary } }, latency],
});
const withClassifier = (classifier: Given) => ({ ...canaryConfig, classifier });

test("a configuration is taken as Kayenta's API gives it, with its stamps", () => {
  expect(CanaryConfig.parse(canaryConfig)).toEqual(canaryConfig);
});

test("metrics and a name are enough; 95 passes and 75 is marginal then", () => {
  const { classifier, metrics } = CanaryConfig.parse({
    name: "chat",
    metrics: [{ name: "errors", groups: ["Errors"] }],
  });
  expect(classifier).toEqual({ groupWeights: {}, scoreThresholds: { pass: 95, marginal: 75 } });
  expect(metrics[0]?.analysisConfigurations).toEqual({ canary: {} });
});

test("a key that decides and that Kayenta would not look at is refused", () => {
  expect(wrong(withAnalysis({ dirction: "increase" }))).toEqual([
    "metrics.0.analysisConfigurations.canary: Kayenta would not look at dirction; did you mean direction?",
  ]);
  expect(wrong(withAnalysis({ effectSize: { allowedRise: 2 } }))[0]).toMatch(
    /effectSize: Kayenta would not look at allowedRise; there is measure, allowedIncrease/,
  );
  expect(wrong(withAnalysis({ outliers: { factor: 2 } }))[0]).toMatch(/Kayenta would not look at factor/);
  expect(wrong(withClassifier({ groupWeight: {} }))[0]).toMatch(/did you mean groupWeights\?/);
});

test("a word that Kayenta would take for the default is refused with the one that was meant", () => {
  expect(wrong(withAnalysis({ direction: "increse" }))).toEqual([
    "metrics.0.analysisConfigurations.canary.direction: it is one of increase, decrease, either; did you mean increase?",
  ]);
  expect(wrong(withAnalysis({ nanStrategy: "replce" }))[0]).toMatch(/did you mean replace\?/);
  expect(wrong({ ...canaryConfig, judge: { name: "NetflixACAJudge-v2.0" } })[0]).toMatch(
    /did you mean NetflixACAJudge-v1.0\?/,
  );
});

test("elsewhere only what is nearly a known key is refused", () => {
  expect(wrong({ ...canaryConfig, isNew: true, owner: "chat team" })).toEqual([]);
  expect(wrong({ ...canaryConfig, clasifier: {} })).toEqual([
    "clasifier: Kayenta would not look at clasifier; did you mean classifier?",
  ]);
  expect(wrong({ ...canaryConfig, metrics: [{ ...errors, group: ["Errors"] }, latency] })).toEqual([
    "metrics.0.group: Kayenta would not look at group; did you mean groups?",
  ]);
});

test("weights that cannot come to 100 are refused", () => {
  const path = "classifier.groupWeights";
  expect(wrong(withClassifier({ groupWeights: { Errors: 60, Latency: 30 } }))).toEqual([
    `${path}: the weights come to 90, not 100`,
  ]);
  expect(wrong(withClassifier({ groupWeights: { Errors: 90, Latency: 30 } }))).toHaveLength(1);
  expect(wrong(withClassifier({ groupWeights: { Errors: 60 } }))).toEqual([]);
});

test("the weight of a group that no metric is in is refused", () => {
  expect(wrong(withClassifier({ groupWeights: { Errors: 60, Latncy: 40 } }))).toEqual([
    "classifier.groupWeights.Latncy: no metric is in the group Latncy; did you mean Latency?",
  ]);
});

test("two metrics of one name are refused, since their values could not be told apart", () => {
  expect(wrong({ ...canaryConfig, metrics: [errors, latency, { ...latency }] })).toEqual([
    "metrics.2.name: there is another metric latency",
  ]);
});

test("a marginal above the pass is refused", () => {
  expect(wrong(withClassifier({ scoreThresholds: { pass: 70, marginal: 80 } }))).toEqual([
    "classifier.scoreThresholds: marginal is not above pass",
  ]);
});
