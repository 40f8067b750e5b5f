import { CanaryRelease } from "@signalbox/core/release/release";
import { measureStep } from "../../../release/steps/measure.ts";
import { subjectOf } from "../../../sources/read-metrics.ts";
import { servicesOf } from "../../release-canary/group.ts";

/** Stable serves nobody beside the candidate: its minutes before the page are what the candidate is held to. */
const beforeSeconds = 3_600;

export const measure = measureStep({
  release: CanaryRelease,
  compare: (context, release) =>
    servicesOf(context, release).map((service) => ({
      candidate: subjectOf(service, release.candidate),
      stable: subjectOf(service, release.stable),
    })),
  before: beforeSeconds,
});
