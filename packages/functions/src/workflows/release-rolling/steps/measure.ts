import { RollingRelease } from "@signalbox/core/release/release";
import { journal } from "../../../aws/journal.ts";
import { bakeUntil } from "../../../release/bake.ts";
import { checkpoint } from "../../../release/checkpoint.ts";
import { measureStep } from "../../../release/steps/measure.ts";
import { step } from "../../../step.ts";
import { servicesOf, subjectsOf } from "../group.ts";

/** The candidate serves alone: stable's minutes before the release are what it is held to. */
const beforeSeconds = 1_800;

const judged = measureStep({
  release: RollingRelease,
  compare: (context, release) =>
    servicesOf(context, release)
      .flatMap(subjectsOf)
      .map((subject) => ({ candidate: subject, stable: subject })),
  before: beforeSeconds,
  // While tasks are replaced, both serve behind one target group.
  stableUntil: ({ startedAt }) => startedAt,
});

const unjudged =
  "no load balancer counts the requests of this group: ECS's health checks and the alarms are the verdict";

export const measure = step({
  ...judged,
  description:
    "Measures every service since all of its tasks are replaced, and judges it by stable's minutes before the release; where no load balancer counts requests, waits the bake out.",
  run: async (input, context) => {
    const { release, ends } = input;
    if (servicesOf(context, release).flatMap(subjectsOf).length > 0) return await judged.run(input, context);
    await checkpoint(context, release);
    const now = context.clock.now();
    const over = now >= ends;
    // Nobody is asked for numbers that there cannot be.
    if (over) await journal(context, release, { text: `no-data: ${unjudged}`, verdict: "no-data" });
    return {
      course: over ? ("go-on" as const) : ("look-again" as const),
      sentence: unjudged,
      ...bakeUntil(now, ends, release.policy),
    };
  },
});
