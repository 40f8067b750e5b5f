import { z } from "zod";
import { suggestion } from "../../closest.ts";
import { CanaryAnalysis } from "./canary-analysis.ts";
import { word } from "./known-words.ts";
import { onlyKnown, refusingNearMisses } from "./unknown-keys.ts";

const Percent = z.number().min(0).max(100);

const Thresholds = onlyKnown({ pass: Percent.default(95), marginal: Percent.default(75) }).refine(
  ({ pass, marginal }) => marginal <= pass,
  { error: "marginal is not above pass" },
);

const CanaryMetric = refusingNearMisses({
  name: z.string().min(1),
  groups: z.array(z.string().min(1)).min(1),
  /** Where the values come from: each provider has its own fields. */
  query: z.looseObject({}).optional(),
  analysisConfigurations: onlyKnown({ canary: CanaryAnalysis.default({}) }).default({ canary: {} }),
  scopeName: z.string().optional(),
});

/**
 * A Kayenta canary configuration (spinnaker/kayenta, docs/canary-config.md), as its API stores it. Kayenta looks at no key that
 * it does not know. Signalbox draws the line at what decides the verdict: `analysisConfigurations`, `classifier` and `judge`
 * are refused whole when they hold anything unknown. Outside them a key is refused only when it is nearly a known one
 * (`analysisConfiguration`, `group`): the rest are stamps and notes of the tools that keep such files, and carry over unread.
 *
 * Weights that cannot come to 100 are refused too, and so is the weight of a group that no metric is in: Kayenta's own page says
 * that they must, and its scorer then silently lowers the best score that there is.
 */
export const CanaryConfig = refusingNearMisses({
  name: z.string().min(1),
  description: z.string().optional(),
  applications: z.array(z.string()).optional(),
  judge: onlyKnown({
    name: word(["NetflixACAJudge-v1.0"]),
    judgeConfigurations: onlyKnown({}).optional(),
  }).optional(),
  metrics: z.array(CanaryMetric).min(1),
  templates: z.record(z.string(), z.string()).optional(),
  classifier: onlyKnown({
    groupWeights: z.record(z.string(), Percent).default({}),
    scoreThresholds: Thresholds.prefault({}),
  }).prefault({}),
}).check(({ value, issues }) => {
  const groups = [...new Set(value.metrics.flatMap((metric) => metric.groups))];
  const { groupWeights } = value.classifier;
  const path = ["classifier", "groupWeights"];
  for (const name of Object.keys(groupWeights))
    if (!groups.includes(name))
      issues.push({
        code: "custom",
        input: name,
        path: [...path, name],
        message: `no metric is in the group ${name}; ${suggestion(name, groups)}`,
      });
  const sum = Object.values(groupWeights).reduce((total, weight) => total + weight, 0);
  const whole = groups.every((name) => groupWeights[name] !== undefined);
  if (sum > 100 || (whole && sum !== 100))
    issues.push({
      code: "custom",
      input: groupWeights,
      path,
      message: `the weights come to ${sum}, not 100`,
    });
  const names = value.metrics.map(({ name }) => name);
  for (const [index, name] of names.entries())
    if (names.indexOf(name) < index)
      issues.push({
        code: "custom",
        input: name,
        path: ["metrics", index, "name"],
        message: `there is another metric ${name}`,
      });
});

export type CanaryConfig = z.output<typeof CanaryConfig>;
