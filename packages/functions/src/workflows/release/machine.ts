import { machineSeconds } from "@signalbox/core/release/limits";
import { machine } from "@signalbox/core/workflow/machine";
import { beginning } from "./machine/begin.ts";
import { closing } from "./machine/close.ts";
import { ladder } from "./machine/ladder.ts";
import { turningBack } from "./machine/turn-back.ts";

export const releaseMachine = machine({
  Comment:
    "Canary release of a group: each of its services moves between two ECS services by its listener rules",
  StartAt: "Validate",
  TimeoutSeconds: machineSeconds,
  States: { ...beginning, ...ladder, ...turningBack, ...closing },
});
