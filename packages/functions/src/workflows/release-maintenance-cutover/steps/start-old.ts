import { CanaryRelease } from "@signalbox/core/release/release";
import { z } from "zod";
import * as allow from "../../../release/allow.ts";
import { checkOwner } from "../../../release/checkpoint.ts";
import { step } from "../../../step.ts";
import { keepMinimums } from "../minimums.ts";

export const startOld = step({
  name: "StartOld",
  description:
    "Has scaling keep as many tasks of the old version as before: the database is as that needs it.",
  input: z.strictObject({ release: CanaryRelease }),
  output: z.strictObject({}),
  allow: [allow.readLedger, allow.readScaling, allow.writeScaling],
  run: async ({ release }, context) => {
    await checkOwner(context, release);
    await keepMinimums(context, release, release.stable);
    return {};
  },
});
