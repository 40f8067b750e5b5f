import { ScaleRequest } from "@signalbox/core/scaling/request";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { defineWorkflow } from "../../step.ts";
import { scaleInferenceMachine } from "./machine.ts";
import { add } from "./steps/add.ts";
import { end } from "./steps/end.ts";
import { letGo } from "./steps/let-go.ts";
import { pick } from "./steps/pick.ts";
import { plan } from "./steps/plan.ts";
import { putBack } from "./steps/put-back.ts";
import { watchGone } from "./steps/watch-gone.ts";
import { watchStart } from "./steps/watch-start.ts";
import { watchStreams } from "./steps/watch-streams.ts";

export const scaleInference = defineWorkflow({
  name: "scale-inference",
  description:
    "Brings a planned service to as many replicas as the planner wants, within bounds, money and releases; what leaves is empty first.",
  input: ScaleRequest,
  triggers: [onTrigger.person()],
  machine: scaleInferenceMachine,
  steps: [plan, add, watchStart, pick, watchStreams, letGo, watchGone, putBack, end],
});
