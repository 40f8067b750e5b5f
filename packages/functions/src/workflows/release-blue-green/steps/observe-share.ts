import { BlueGreenRelease } from "@signalbox/core/release/release";
import * as allow from "../../../release/allow.ts";
import { observeShareStep } from "../../../release/steps/observe-share.ts";
import { step } from "../../../step.ts";
import { measuredSide, servicesOf } from "../group.ts";
import { checkStillPaused } from "../still-paused.ts";

const observed = observeShareStep({
  release: BlueGreenRelease,
  placesOf: (context, release, side) => measuredSide(servicesOf(context, release), side),
});

export const observeShare = step({
  ...observed,
  allow: [...allow.readDeployments, ...observed.allow],
  run: async (input, context) => {
    await checkStillPaused(context, input.release);
    return await observed.run(input, context);
  },
});
