import { z } from "zod";
import { suggestion } from "../../closest.ts";
import { ValueSource } from "../sources/value-source.ts";
import type { Verdict } from "../verdict.ts";
import { CanaryConfig } from "./canary-config.ts";
import type { MetricSeries } from "./classify-metric.ts";
import { judgeKayenta, type KayentaJudgement } from "./judge-kayenta.ts";

/**
 * A team's Kayenta canary configuration with where each of its metrics is read here, by the metric's name: the configuration's
 * own queries are for Kayenta's providers and scopes. Stable is the control, the candidate the experiment.
 */
export const KayentaCanary = z
  .strictObject({
    config: CanaryConfig,
    sources: z.record(z.string(), ValueSource),
    /** Between two judgements: its test has a fixed size, so that each look more raises the chance of a false alarm. */
    intervalMinutes: z.int().min(1).max(1_440).default(5),
  })
  .check(({ value: { config, sources }, issues }) => {
    const names = config.metrics.map(({ name }) => name);
    const refuse = (name: string, message: string) =>
      issues.push({ code: "custom", input: name, path: ["sources", name], message });
    for (const name of names)
      if (!Object.hasOwn(sources, name)) refuse(name, `the metric ${name} has no source`);
    for (const name of Object.keys(sources))
      if (!names.includes(name)) refuse(name, `no metric has the name ${name}; ${suggestion(name, names)}`);
  });
export type KayentaCanary = z.output<typeof KayentaCanary>;

/** What was read for {@link KayentaCanary}: series by the metric's name, and sentences about what could not be read. */
export interface SeriesReading {
  readonly series: Readonly<Record<string, MetricSeries>>;
  readonly unreadable: readonly string[];
}

/**
 * Kayenta's verdict in the words of a release. Marginal lets nothing through and condemns nothing, so it is inconclusive. Two
 * things are not Kayenta's: a source that was away is inconclusive, where Kayenta fails the canary or, with `nanStrategy:
 * replace`, lets it pass; and a candidate of which no metric has a value has no data, where the same would pass.
 */
export function judgeCanary(
  { config }: Pick<KayentaCanary, "config">,
  { series, unreadable }: SeriesReading,
): { readonly verdict: Verdict; readonly sentence: string; readonly kayenta: KayentaJudgement } {
  const kayenta = judgeKayenta(config, series);
  if (unreadable.length > 0) return { verdict: "inconclusive", sentence: unreadable.join("; "), kayenta };
  const { verdict, sentence } = kayenta;
  if (!Object.values(series).some(({ experiment }) => experiment.some((value) => !Number.isNaN(value))))
    return { verdict: "no-data", sentence: "no metric has a value of the candidate", kayenta };
  return { verdict: verdict === "marginal" ? "inconclusive" : verdict, sentence, kayenta };
}
