import { CanaryRelease } from "@signalbox/core/release/release";
import { measureStep } from "../../release/steps/measure.ts";
import { subjectOf } from "../../sources/read-metrics.ts";
import { servicesOf } from "./group.ts";

/** Of a release between two ECS services. `before`: as of `measureStep`, in seconds. */
export const measureSides = (before: number) =>
  measureStep({
    release: CanaryRelease,
    compare: (context, release) =>
      servicesOf(context, release).map((service) => ({
        candidate: subjectOf(service, release.candidate),
        stable: subjectOf(service, release.stable),
      })),
    before,
  });
