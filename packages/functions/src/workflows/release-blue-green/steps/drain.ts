import { BlueGreenRelease } from "@signalbox/core/release/release";
import * as allow from "../../../release/allow.ts";
import { drainStep } from "../../../release/steps/drain.ts";
import { step } from "../../../step.ts";
import { measuredSide, servicesOf } from "../group.ts";
import { checkStillPaused } from "../still-paused.ts";

const drained = drainStep({
  release: BlueGreenRelease,
  placesOf: (context, release, side) => measuredSide(servicesOf(context, release), side),
});

export const drain = step({
  ...drained,
  allow: [...allow.readDeployments, ...drained.allow],
  run: async (input, context) => {
    if (input.outcome === "promoted") await checkStillPaused(context, input.release);
    return await drained.run(input, context);
  },
});
