import { Release } from "@signalbox/core/release/release";
import { z } from "zod";
import { step } from "../../../step.ts";
import { allowing, strategyOf } from "../strategies.ts";

export const checkDrift = step({
  name: "CheckDrift",
  description: "Refuses when the rules or the services are not as the last release left them.",
  input: z.strictObject({ release: Release }),
  output: z.strictObject({ recorded: z.boolean() }),
  allow: allowing("checkDrift"),
  run: async ({ release }, context) => ({
    recorded: await strategyOf(release.group, release.strategy).checkDrift(context, release),
  }),
});
