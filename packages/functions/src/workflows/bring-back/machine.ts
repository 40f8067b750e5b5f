import { bringBackSeconds } from "@signalbox/core/upgrade/migrate-request";
import { machine } from "@signalbox/core/workflow/machine";
import { task } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { answered, maybe } from "../../machine/answers.ts";
import { failed } from "../../machine/failed.ts";
import { problem, stubborn } from "../../release/machine/caught.ts";
import { release, TimeoutSeconds, wait, waitOf } from "../../release/machine/expressions.ts";
import { restoreSnapshot } from "./steps/restore-snapshot.ts";
import { switchBack } from "./steps/switch-back.ts";
import { watchRestored } from "./steps/watch-restored.ts";

const orFail = {
  TimeoutSeconds,
  Retry: stubborn,
  Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "Failed" }],
} as const;

export const bringBackMachine = machine({
  Comment:
    "Restores the snapshot of before a migration beside what was migrated, and lets tasks connect to it",
  StartAt: "TakeOver",
  TimeoutSeconds: bringBackSeconds,
  States: {
    TakeOver: { Type: "Pass", Assign: { release: "{% $states.input.release %}" }, Next: "RestoreSnapshot" },
    RestoreSnapshot: task(restoreSnapshot, {
      with: { release },
      Assign: { at: "{% $states.result.Payload.at %}", job: answered("job"), wait: 5 },
      ...orFail,
      Next: "WaitForRestored",
    }),
    WaitForRestored: { ...wait, Next: "WatchRestored" },
    WatchRestored: task(watchRestored, {
      with: `{% $merge([{'release': $release, 'at': $at}, ${maybe("job")}]) %}`,
      Assign: waitOf,
      ...orFail,
      Next: "IsReady",
    }),
    IsReady: whether("{% $states.input.ready %}", "SwitchBack", "WaitForRestored"),
    SwitchBack: task(switchBack, {
      with: { release, at: "{% $at %}" },
      ...orFail,
      Next: "BroughtBack",
    }),
    BroughtBack: { Type: "Succeed" },
    Failed: failed,
  },
});
