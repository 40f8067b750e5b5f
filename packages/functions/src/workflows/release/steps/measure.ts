import { judge, type Measurement } from "@signalbox/core/analysis/judge";
import { Weight } from "@signalbox/core/release/policy";
import { Release } from "@signalbox/core/release/release";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { measure as read, type Window, wholeMinutes } from "../../../aws/measurements.ts";
import type { StepContext } from "../../../context.ts";
import { step } from "../../../step.ts";
import * as allow from "../allow.ts";
import { checkpoint } from "../checkpoint.ts";
import { groupOf, sideOf } from "../group.ts";

export const measure = step({
  name: "Measure",
  description: "Measures both sides since the weights changed, and judges the candidate.",
  input: z.strictObject({ release: Release, weight: Weight, since: z.number() }),
  output: z.strictObject({
    verdict: z.enum(["pass", "fail", "inconclusive", "no-data"]),
    sentence: z.string(),
  }),
  allow: [allow.readMetrics, ...allow.checkpointAllows, ...allow.journalAllows],
  run: async ({ release, weight, since }, context) => {
    await checkpoint(context, release);
    const { aws, clock } = context;
    const group = groupOf(context, release.group);
    const window = wholeMinutes(since, clock.now());
    const candidate = await read(aws.cloudWatch, sideOf(group, release.candidate), window);
    const stable = await stableMeasured(context, release, weight, since, window);
    const { verdict, sentence } = judge(candidate, stable, release.policy);
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
  release: Release,
  weight: number,
  since: number,
  window: Window,
): Promise<Measurement> {
  const { cloudWatch } = context.aws;
  const side = sideOf(groupOf(context, release.group), release.stable);
  if (weight < 100) return await read(cloudWatch, side, window);
  const { start } = wholeMinutes(release.startedAt, release.startedAt);
  const before = { start: start - (window.end - window.start), end: wholeMinutes(start, since).end };
  return await read(cloudWatch, side, before, "worst");
}
