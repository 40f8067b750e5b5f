import { WavesRequest } from "@signalbox/core/release/set/request";
import { onTrigger } from "@signalbox/core/workflow/triggers";
import { setMachine } from "../../release-set/machine.ts";
import { defineWorkflow } from "../../step.ts";
import { assess } from "./steps/assess.ts";
import { advance, begin, report } from "./steps/set.ts";

export const releaseWaves = defineWorkflow({
  name: "release-waves",
  description:
    "Releases a group over the regions: one region first, then the others together; a wave that fails turns every region back.",
  input: WavesRequest,
  triggers: [onTrigger.person()],
  machine: setMachine({
    comment: "Releases of a group in all regions, in two waves that go back as one",
    assess,
    begin,
    advance,
    report,
  }),
  steps: [assess, begin, advance, report],
});
