import { backTries, releaseLooks, serviceLooks } from "@signalbox/core/backup/restore/limits";
import { task } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { answered } from "../../../machine/answers.ts";
import { problem } from "../../../release/machine/caught.ts";
import { TimeoutSeconds } from "../../../release/machine/expressions.ts";
import { checkServing } from "../steps/check-serving.ts";
import { restartServices } from "../steps/restart-services.ts";
import { switchOver } from "../steps/switch-connection.ts";
import { takeGroupLocks } from "../steps/take-groups.ts";
import { looking } from "./beside.ts";
import { at, because, beside, oneLookMore, patient, run } from "./expressions.ts";

const isBack = "$goal = 'old'";
const version = "{% $version %}";

/** To what was restored or, by the same states, back to the old. Before the switch nothing is changed; after it every failure leads back. */
export const switching = {
  TakeGroups: task(takeGroupLocks, {
    with: { run },
    TimeoutSeconds,
    Assign: { looks: oneLookMore },
    Retry: patient,
    Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem, looks: 0 }, Next: "NoGroups" }],
    Next: "HasGroups",
  }),
  HasGroups: {
    Type: "Choice",
    Choices: [
      {
        Condition: "{% $states.input.taken %}",
        Assign: { looks: 0 },
        Next: "SwitchConnection",
      },
      {
        Condition: `{% $looks >= ${releaseLooks.most} %}`,
        Assign: because("Backup.ReleaseRunning", "{% $states.input.holder & ' does not end' %}"),
        Next: "NoGroups",
      },
    ],
    Default: "WaitForGroups",
  },
  WaitForGroups: { Type: "Wait", Seconds: releaseLooks.seconds, Next: "TakeGroups" },
  // What serves goes on serving: a person who wanted to go back is asked again.
  NoGroups: {
    Type: "Choice",
    Choices: [{ Condition: `{% ${isBack} %}`, Assign: { goal: "restored", looks: 0 }, Next: "LetServe" }],
    Default: "RemoveBeside",
  },
  SwitchConnection: task(switchOver, {
    with: { run, at, goal: "{% $goal %}", version },
    TimeoutSeconds,
    Assign: {
      since: "{% $states.result.Payload.since %}",
      version: "{% $states.result.Payload.version %}",
      looks: 0,
    },
    Retry: patient,
    Catch: [
      // It holds neither: what that is, nobody here knows, and nothing was written.
      { ErrorEquals: ["Backup.ConnectionChanged"], Assign: { problem, looks: 0 }, Next: "Drifted" },
      { ErrorEquals: ["States.ALL"], Assign: { problem, looks: 0 }, Next: "TurnBack" },
    ],
    Next: "RestartServices",
  }),
  Drifted: whether(`{% ${isBack} %}`, "EndFailed", "RemoveBeside"),
  RestartServices: task(restartServices, {
    with: { run, since: "{% $since %}", version, goal: "{% $goal %}" },
    TimeoutSeconds,
    Assign: {
      looks: oneLookMore,
      ran: `{% $ran or ($states.result.Payload.ran and $goal = 'restored') %}`,
    },
    Retry: patient,
    Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem, looks: 0 }, Next: "TurnBack" }],
    Next: "HaveRestarted",
  }),
  HaveRestarted: {
    Type: "Choice",
    Choices: [
      { Condition: `{% $states.input.done and ${isBack} %}`, Next: "IsBack" },
      { Condition: "{% $states.input.done %}", Next: "LookServing" },
      {
        Condition: `{% $looks >= ${serviceLooks.most} %}`,
        Assign: because(
          "Backup.NotServing",
          "{% $join($states.input.waitsFor, ', ') & ' did not come up in time' %}",
        ),
        Next: "TurnBack",
      },
    ],
    Default: "WaitForServices",
  },
  WaitForServices: { Type: "Wait", Seconds: serviceLooks.seconds, Next: "RestartServices" },
  LookServing: looking("serving", "CheckServing", "TurnBack"),
  CheckServing: task(checkServing, {
    with: { run, looked: "{% $looked %}", since: "{% $since %}", version },
    TimeoutSeconds,
    Assign: {
      problem: answered("problem"),
    },
    Retry: patient,
    Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem, looks: 0 }, Next: "TurnBack" }],
    Next: "IsItServed",
  }),
  IsItServed: whether("{% $problem != null %}", "TurnBack", "LetServe"),
  // From the way back there is no further one: it is tried again.
  TurnBack: {
    Type: "Choice",
    Choices: [
      {
        Condition: `{% ${isBack} and $tries >= ${backTries.most} %}`,
        Assign: because("Backup.NotBack", "{% $problem.error & ': ' & $problem.cause %}"),
        Next: "EndFailed",
      },
      { Condition: `{% ${isBack} %}`, Assign: { tries: "{% $tries + 1 %}" }, Next: "WaitToGoBack" },
    ],
    Default: "GoBack",
  },
  WaitToGoBack: { Type: "Wait", Seconds: backTries.seconds, Next: "SwitchConnection" },
  GoBack: {
    Type: "Pass",
    Assign: { goal: "old", looks: 0, tries: 0, why: "{% $problem %}" },
    Next: "SwitchConnection",
  },
  // What users may have written meanwhile is kept.
  IsBack: {
    Type: "Choice",
    Choices: [
      { Condition: "{% $why = null %}", Next: "EndGoneBack" },
      {
        Condition: "{% $ran %}",
        Assign: {
          problem: {
            error: "{% $why.error %}",
            cause: `{% $why.cause & '; tasks have run on ' & ${beside} & ': it is kept with what they have written' %}`,
          },
        },
        Next: "EndFailed",
      },
    ],
    Default: "WasNotUsed",
  },
  WasNotUsed: { Type: "Pass", Assign: { problem: "{% $why %}", looks: 0 }, Next: "RemoveBeside" },
} as const;
