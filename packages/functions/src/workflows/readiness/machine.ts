import { machine } from "@signalbox/core/workflow/machine";
import { patience } from "@signalbox/core/workflow/patience";
import { task } from "@signalbox/core/workflow/task";
import { failed } from "../../machine/failed.ts";
import { problem } from "../../release/machine/caught.ts";
import { lookAtRegion } from "./steps/look-at-region.ts";

export const readinessMachine = machine({
  Comment: "Looks whether this region could take over at once, and writes down what it lacks",
  StartAt: "LookAtRegion",
  // A look, and five minutes in which a fault of AWS may pass; what is older than half an hour counts as never.
  TimeoutSeconds: 900,
  States: {
    LookAtRegion: task(lookAtRegion, {
      with: {},
      TimeoutSeconds: 70,
      Retry: [patience],
      Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "NotSeen" }],
      Next: "Seen",
    }),
    Seen: { Type: "Succeed" },
    NotSeen: failed,
  },
});
