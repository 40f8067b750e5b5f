import { BlueGreenRelease } from "@signalbox/core/release/release";
import * as allow from "../../../release/allow.ts";
import { measureStep } from "../../../release/steps/measure.ts";
import { subjectOf } from "../../../sources/read-metrics.ts";
import { step } from "../../../step.ts";
import { production, servicesOf } from "../group.ts";
import { checkStillPaused } from "../still-paused.ts";

/** Stable serves nobody beside the candidate: its minutes before the shift are what the candidate is held to. */
const beforeSeconds = 1_800;

const judged = measureStep({
  release: BlueGreenRelease,
  compare: (context, release) =>
    production(servicesOf(context, release)).map((service) => ({
      candidate: subjectOf(service, release.candidate),
      stable: subjectOf(service, release.stable),
    })),
  before: beforeSeconds,
});

export const measure = step({
  ...judged,
  allow: [...allow.readDeployments, ...judged.allow],
  run: async (input, context) => {
    await checkStillPaused(context, input.release);
    return await judged.run(input, context);
  },
});
