import { CanaryRelease } from "@signalbox/core/release/release";
import { z } from "zod";
import * as allow from "../../../release/allow.ts";
import { checkpoint } from "../../../release/checkpoint.ts";
import { step } from "../../../step.ts";
import { elsewhereAllows, takeBack } from "../stop.ts";

export const takeStopBack = step({
  name: "TakeStopBack",
  description:
    "Takes back that the old version has stopped here, when the others have not in time; where another region migrates already, it is too late for that.",
  input: z.strictObject({ release: CanaryRelease }),
  output: z.strictObject({ taken: z.boolean() }),
  allow: [elsewhereAllows, ...allow.checkpointAllows],
  run: async ({ release }, context) => {
    await checkpoint(context, release);
    return { taken: await takeBack(context, release) };
  },
});
