import { TogetherRequest } from "@signalbox/core/release/set/request";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { setMachine } from "../../release-set/machine.ts";
import { defineWorkflow } from "../../step.ts";
import { assess } from "./steps/assess.ts";
import { advance, begin, report } from "./steps/set.ts";

export const releaseTogether = defineWorkflow({
  name: "release-together",
  description:
    "Releases several groups as one: users meet all candidates together, all are promoted together, and one that turns back turns all of them back.",
  input: TogetherRequest,
  triggers: [onTrigger.person()],
  machine: setMachine({
    comment: "Releases of several groups that go forward and back as one",
    assess,
    begin,
    advance,
    report,
  }),
  steps: [assess, begin, advance, report],
});
