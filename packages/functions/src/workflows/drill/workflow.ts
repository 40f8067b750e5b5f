import { runbook } from "../../runbook/runbook.ts";
import { DrillRequest } from "./request.ts";
import { comeBack } from "./steps/come-back.ts";
import { goThere } from "./steps/go-there.ts";
import { look } from "./steps/look.ts";
import { stay } from "./steps/stay.ts";

export const drill = runbook({
  name: "drill",
  description:
    "Rehearses the loss of a region with real users and no loss: this region takes over as planned, serves for a while, users go home once a person approves, and both ways are timed.",
  input: DrillRequest,
  where: "several-regions",
  look,
  acts: [
    // As long as a failover may take.
    { step: goThere, seconds: 20, most: 1_080 },
    { step: stay, seconds: 60, most: 245 },
    // As long as a failback may: a person has an hour, and what comes before it hours.
    { step: comeBack, seconds: 60, most: 1_440 },
  ],
});
