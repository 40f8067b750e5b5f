import { childSeconds } from "@signalbox/core/release/limits";
import { machine } from "@signalbox/core/workflow/machine";
import { noBake } from "../../release/machine/bake.ts";
import { ends, takeOver } from "../../release/machine/child.ts";
import { closing } from "./machine/close.ts";
import { deploying } from "./machine/deploy.ts";
import { shifting } from "./machine/shift.ts";
import { turningBack } from "./machine/turn-back.ts";

export const blueGreenMachine = machine({
  Comment:
    "Blue-green release of a group: ECS moves each service, and pauses until the release lets it go on",
  StartAt: "TakeOver",
  TimeoutSeconds: childSeconds,
  States: {
    TakeOver: takeOver("RegisterCandidate", { taskDefinitions: {}, ...noBake }),
    ...deploying,
    ...shifting,
    ...turningBack,
    ...closing,
    ...ends,
  },
});
