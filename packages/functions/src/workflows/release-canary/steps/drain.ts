import { CanaryRelease } from "@signalbox/core/release/release";
import { drainStep } from "../../../release/steps/drain.ts";
import { servicesOf, sideOf } from "../group.ts";

export const drain = drainStep({
  release: CanaryRelease,
  placesOf: (context, release, side) => servicesOf(context, release).map((service) => sideOf(service, side)),
});
