import { Release } from "@signalbox/core/release/release";
import { z } from "zod";
import { defineWorkflow } from "../../step.ts";
import { gatesMachine } from "./machine.ts";
import { runGate } from "./steps/run-gate.ts";

export const releaseGates = defineWorkflow({
  name: "release-gates",
  description:
    "Asks the gates of a release, from inside the network, whether users may meet the candidate; the strategy's machine waits for the answer.",
  input: z.strictObject({ release: Release }),
  triggers: [],
  reaches: "preview",
  machine: gatesMachine,
  steps: [runGate],
});
