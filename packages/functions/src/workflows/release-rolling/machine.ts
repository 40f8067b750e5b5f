import { childSeconds } from "@signalbox/core/release/limits";
import { machine } from "@signalbox/core/workflow/machine";
import { baking } from "../../release/machine/bake.ts";
import { ends, takeOver } from "../../release/machine/child.ts";
import { awaitPassed, hasOthers } from "../../release/machine/others.ts";
import { deploying } from "./machine/deploy.ts";
import { promoting } from "./machine/promote.ts";
import { turningBack } from "./machine/turn-back.ts";
import { measure } from "./steps/measure.ts";

export const rollingMachine = machine({
  Comment: "Rolling release of a group: ECS replaces the tasks of each of its services, one at a time",
  StartAt: "TakeOver",
  TimeoutSeconds: childSeconds,
  States: {
    TakeOver: takeOver("RegisterCandidate", { replaced: 0, said: "nothing", extension: 0 }),
    ...deploying,
    ...baking(measure, "HasOthers"),
    HasOthers: hasOthers("AwaitPassed", "Promote"),
    AwaitPassed: awaitPassed({ next: "Promote" }),
    ...promoting,
    ...turningBack,
    ...ends,
  },
});
