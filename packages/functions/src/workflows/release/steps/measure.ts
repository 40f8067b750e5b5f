import { judge } from "@signalbox/core/analysis/judge";
import { Weight } from "@signalbox/core/release/policy";
import { Release } from "@signalbox/core/release/release";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { measure as read, type Window, wholeMinutes } from "../../../aws/measurements.ts";
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
    const before = weight === 100 ? lastMinutesBefore(since, window) : window;
    const stable = await read(aws.cloudWatch, sideOf(group, release.stable), before);
    const { verdict, sentence } = judge(candidate, stable, release.policy);
    await journal(context, release, { text: `${verdict}: ${sentence}`, verdict });
    return { verdict, sentence };
  },
});

/** As long as the window, ending where the weights changed: at 100 % stable serves nothing to compare with. */
function lastMinutesBefore(since: number, { start, end }: Window): Window {
  const { start: until } = wholeMinutes(since - 60_000, since);
  return { start: until - (end - start), end: until };
}
