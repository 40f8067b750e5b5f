import type { Measurement } from "@signalbox/core/analysis/judge";
import { judgeGroup } from "@signalbox/core/analysis/judge-group";
import { Weight } from "@signalbox/core/release/policy";
import { CanaryRelease } from "@signalbox/core/release/release";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { measure as read, type Window, wholeMinutes } from "../../../aws/measurements.ts";
import type { StepContext } from "../../../context.ts";
import * as allow from "../../../release/allow.ts";
import { checkpoint } from "../../../release/checkpoint.ts";
import { step } from "../../../step.ts";
import { servicesOf, sideOf } from "../group.ts";

const nothing: Measurement = { requests: 0, errors: 0, p95Seconds: undefined };

export const measure = step({
  name: "Measure",
  description:
    "Measures both sides of every service since the weights changed, and judges the candidate: each service and all together.",
  input: z.strictObject({ release: CanaryRelease, weight: Weight, since: z.number() }),
  output: z.strictObject({
    verdict: z.enum(["pass", "fail", "inconclusive", "no-data"]),
    sentence: z.string(),
  }),
  allow: [allow.readMetrics, ...allow.checkpointAllows, ...allow.journalAllows],
  run: async ({ release, weight, since }, context) => {
    await checkpoint(context, release);
    const { aws, clock } = context;
    const services = servicesOf(context, release);
    const window = wholeMinutes(since, clock.now());
    const candidates = services.map((service) => sideOf(service, release.candidate));
    const candidate = await read(aws.cloudWatch, candidates, window);
    const stable = await stableMeasured(context, release, weight, since, window);
    const { verdict, sentence } = judgeGroup(
      services.map(({ name }, index) => ({
        name,
        candidate: candidate[index] ?? nothing,
        stable: stable[index] ?? nothing,
      })),
      release.policy,
    );
    const bar = weight < 100 ? "" : " (in its worst minute before)";
    await journal(context, release, { text: `${verdict}: ${sentence}${bar}`, verdict });
    return { verdict, sentence };
  },
});

/**
 * What stable served in the same minutes. At 100 % it serves nothing to compare with, and another time of day is another
 * load: then its worst minute of the release so far is the bar, and of as long a time before.
 */
async function stableMeasured(
  context: StepContext,
  release: CanaryRelease,
  weight: number,
  since: number,
  window: Window,
): Promise<Measurement[]> {
  const { cloudWatch } = context.aws;
  const stable = servicesOf(context, release).map((service) => sideOf(service, release.stable));
  if (weight < 100) return await read(cloudWatch, stable, window);
  const { start } = wholeMinutes(release.startedAt, release.startedAt);
  const before = { start: start - (window.end - window.start), end: wholeMinutes(start, since).end };
  return await read(cloudWatch, stable, before, "worst");
}
