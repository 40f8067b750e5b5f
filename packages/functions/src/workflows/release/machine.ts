import { releaseSeconds } from "@signalbox/core/release/limits";
import { machine } from "@signalbox/core/workflow/machine";
import { beginning } from "./machine/begin.ts";
import { closing } from "./machine/close.ts";
import { handingOver } from "./machine/hand-over.ts";
import { upgrading } from "./machine/upgrade.ts";

export const releaseMachine = machine({
  Comment:
    "Validates a release, takes the group's lock, and hands over to the machine of the group's strategy",
  StartAt: "Validate",
  TimeoutSeconds: releaseSeconds,
  States: { ...beginning, ...upgrading, ...handingOver, ...closing },
});
