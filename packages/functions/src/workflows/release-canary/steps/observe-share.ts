import { CanaryRelease } from "@signalbox/core/release/release";
import { observeShareStep } from "../../../release/steps/observe-share.ts";
import { servicesOf, sideOf } from "../group.ts";

export const observeShare = observeShareStep({
  release: CanaryRelease,
  placesOf: (context, release, side) =>
    servicesOf(context, release).map((service) => ({ name: service.name, ...sideOf(service, side) })),
});
