import { bringBackSeconds } from "@signalbox/core/upgrade/migrate-request";
import { machine } from "@signalbox/core/workflow/machine";
import { task } from "@signalbox/core/workflow/task";
import { answered, failed } from "../../backup/machine.ts";
import { problem, stubborn } from "../../release/machine/caught.ts";
import { release, TimeoutSeconds, wait } from "../../release/machine/expressions.ts";
import { restoreSnapshot } from "./steps/restore-snapshot.ts";
import { switchBack } from "./steps/switch-back.ts";
import { watchRestored } from "./steps/watch-restored.ts";

const fail = { ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "Failed" } as const;

export const bringBackMachine = machine({
  Comment:
    "Restores the snapshot of before a migration beside what was migrated, and lets tasks connect to it",
  StartAt: "TakeOver",
  TimeoutSeconds: bringBackSeconds,
  States: {
    TakeOver: { Type: "Pass", Assign: { release: "{% $states.input.release %}" }, Next: "RestoreSnapshot" },
    RestoreSnapshot: task(restoreSnapshot, {
      with: { release },
      TimeoutSeconds,
      Assign: { at: "{% $states.result.Payload.at %}", job: answered("job"), wait: 5 },
      Retry: stubborn,
      Catch: [fail],
      Next: "WaitForRestored",
    }),
    WaitForRestored: { ...wait, Next: "WatchRestored" },
    WatchRestored: task(watchRestored, {
      with: "{% $merge([{'release': $release, 'at': $at}, $job = null ? {} : {'job': $job}]) %}",
      TimeoutSeconds,
      Assign: { wait: "{% $states.result.Payload.waitSeconds %}" },
      Retry: stubborn,
      Catch: [fail],
      Next: "IsReady",
    }),
    IsReady: {
      Type: "Choice",
      Choices: [{ Condition: "{% $states.input.ready %}", Next: "SwitchBack" }],
      Default: "WaitForRestored",
    },
    SwitchBack: task(switchBack, {
      with: { release, at: "{% $at %}" },
      TimeoutSeconds,
      Retry: stubborn,
      Catch: [fail],
      Next: "BroughtBack",
    }),
    BroughtBack: { Type: "Succeed" },
    Failed: failed,
  },
});
