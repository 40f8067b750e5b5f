import { approvalSeconds, partLookSeconds, wayBackOfAllSeconds } from "@signalbox/core/backup/restore/limits";
import { machine } from "@signalbox/core/workflow/machine";
import { task } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { failed } from "../../machine/failed.ts";
import { endsBy } from "../restore/machine/ends-by.ts";
import { given, orderGiven, orEndFailed, run } from "../restore/machine/expressions.ts";
import { agreed, askPerson, keepOld } from "../restore/machine/people.ts";
import { planBy, refusedOrShown, shown } from "../restore/machine/plan.ts";
import { end } from "./steps/end.ts";
import { followParts } from "./steps/follow-parts.ts";
import { plan } from "./steps/plan.ts";

export const restoreAllMachine = machine({
  Comment: "Plans all to one moment, has one part after another restored, and keeps a way back for all",
  StartAt: "TakeOver",
  // The waits for people, and the parts: each gives up long before.
  TimeoutSeconds: approvalSeconds + wayBackOfAllSeconds + 40 * 86_400,
  States: {
    TakeOver: {
      Type: "Pass",
      Assign: {
        order: orderGiven,
        run: null,
        // Where the parts are brought: to what was restored, back to the old, or to where nothing leads back.
        goal: "restored",
        problem: null,
      },
      Next: "Plan",
    },
    Plan: planBy(plan),
    Planned: {
      Type: "Choice",
      Choices: [...refusedOrShown, { Condition: "{% $run.asks %}", Next: "AskPerson" }],
      Default: "FollowParts",
    },
    Shown: shown,
    // Once for all: the parts see that they are parts, and ask nobody.
    AskPerson: askPerson("nobody has said whether all of it may be restored", given),
    ...agreed("FollowParts", "EndFailed"),
    FollowParts: task(followParts, {
      with: { run, goal: "{% $goal %}" },
      Assign: {
        problem: "{% $exists($states.result.Payload.problem) ? $states.result.Payload.problem : $problem %}",
      },
      ...orEndFailed,
      Next: "HaveFollowed",
    }),
    HaveFollowed: {
      Type: "Choice",
      Choices: [
        { Condition: "{% $not($states.input.done) %}", Next: "WaitForParts" },
        // Of what stands a way leads back, also where another part has failed.
        { Condition: "{% $goal = 'restored' and $states.input.keeps %}", Next: "KeepOld" },
        { Condition: "{% $goal = 'old' and $problem = null %}", Next: "EndGoneBack" },
      ],
      Default: "IsAllThere",
    },
    WaitForParts: { Type: "Wait", Seconds: partLookSeconds, Next: "FollowParts" },
    KeepOld: keepOld(wayBackOfAllSeconds, "IsAllThere"),
    PersonHasSeen: {
      Type: "Choice",
      Choices: [
        {
          Condition: "{% $states.input.action = 'back' %}",
          Assign: { goal: "old", problem: null },
          Next: "FollowParts",
        },
      ],
      Default: "Release",
    },
    Release: { Type: "Pass", Assign: { goal: "released" }, Next: "FollowParts" },
    IsAllThere: whether("{% $problem = null %}", "End", "EndFailed"),
    ...endsBy(end),
    Failed: failed,
  },
});
