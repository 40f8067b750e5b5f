import { CanaryRelease } from "@signalbox/core/release/release";
import { measureStep } from "../../../release/steps/measure.ts";
import { subjectOf } from "../../../sources/read-metrics.ts";
import { servicesOf } from "../group.ts";

export const measure = measureStep({
  release: CanaryRelease,
  compare: (context, release) =>
    servicesOf(context, release).map((service) => ({
      candidate: subjectOf(service, release.candidate),
      stable: subjectOf(service, release.stable),
    })),
  before: 0,
});
