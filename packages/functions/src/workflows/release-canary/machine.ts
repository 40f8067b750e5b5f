import { childSeconds } from "@signalbox/core/release/limits";
import { machine } from "@signalbox/core/workflow/machine";
import { noBake } from "../../release/machine/bake.ts";
import { ends, takeOver } from "../../release/machine/child.ts";
import { closing } from "./machine/close.ts";
import { ladder } from "./machine/ladder.ts";
import { turningBack } from "./machine/turn-back.ts";

export const canaryMachine = machine({
  Comment:
    "Canary release of a group: each of its services moves between two ECS services by its listener rules",
  StartAt: "TakeOver",
  TimeoutSeconds: childSeconds,
  States: {
    TakeOver: takeOver("SuspendScaling", {
      level: 0,
      from: 0,
      gatesAsked: false,
      othersReady: false,
      slicing: null,
      ...noBake,
    }),
    ...ladder,
    ...turningBack,
    ...closing,
    ...ends,
  },
});
