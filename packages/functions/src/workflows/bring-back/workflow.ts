import { CanaryRelease } from "@signalbox/core/release/release";
import { z } from "zod";
import { defineWorkflow } from "../../step.ts";
import { bringBackMachine } from "./machine.ts";
import { restoreSnapshot } from "./steps/restore-snapshot.ts";
import { switchBack } from "./steps/switch-back.ts";
import { watchRestored } from "./steps/watch-restored.ts";

export const bringBack = defineWorkflow({
  name: "bring-back",
  description:
    "Brings the database of before a cutover's migration back: restores its snapshot beside what was migrated, and switches the parameter that tasks read to it.",
  input: z.strictObject({ release: CanaryRelease }),
  triggers: [],
  machine: bringBackMachine,
  steps: [restoreSnapshot, watchRestored, switchBack],
});
