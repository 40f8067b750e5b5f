import { task } from "@signalbox/core/workflow/task";
import { leave, stubborn } from "../../../release/machine/caught.ts";
import { done, release, TimeoutSeconds, wait } from "../../../release/machine/expressions.ts";
import { checkRolledBack } from "../steps/check-rolled-back.ts";
import { drain } from "../steps/drain.ts";
import { endCandidate } from "../steps/end-candidate.ts";
import { rollBack } from "../steps/roll-back.ts";
import { taskDefinitions } from "./expressions.ts";

/** The way back: users first, then what still streams, then ECS ends the candidate. */
export const turningBack = {
  TurnBack: {
    Type: "Pass",
    Assign: { outcome: "rolled-back", turnedBackAt: "{% $states.context.State.EnteredTime %}" },
    Next: "RollBack",
  },
  RollBack: task(rollBack, {
    with: { release, taskDefinitions, problem: "{% $problem %}", since: "{% $turnedBackAt %}" },
    TimeoutSeconds,
    Assign: { since: "{% $states.result.Payload.at %}", wait: "{% $states.result.Payload.waitSeconds %}" },
    Retry: stubborn,
    Catch: [leave],
    Next: "StableServes",
  }),
  StableServes: {
    Type: "Choice",
    Choices: [{ Condition: done, Next: "DrainCandidate" }],
    Default: "WaitForStable",
  },
  WaitForStable: { ...wait, Next: "RollBack" },
  DrainCandidate: task(drain, {
    with: { release, side: "{% $release.candidate %}", outcome: "rolled-back", since: "{% $since %}" },
    TimeoutSeconds,
    Retry: stubborn,
    Assign: { wait: "{% $states.result.Payload.waitSeconds %}" },
    Catch: [leave],
    Next: "CandidateDrained",
  }),
  CandidateDrained: {
    Type: "Choice",
    Choices: [{ Condition: done, Next: "EndCandidate" }],
    Default: "WaitForCandidate",
  },
  WaitForCandidate: { ...wait, Next: "DrainCandidate" },
  EndCandidate: task(endCandidate, {
    with: { release, taskDefinitions },
    TimeoutSeconds,
    Assign: {
      deadline: "{% $states.result.Payload.deadline %}",
      wait: "{% $states.result.Payload.waitSeconds %}",
    },
    Retry: stubborn,
    Catch: [leave],
    Next: "CheckRolledBack",
  }),
  CheckRolledBack: task(checkRolledBack, {
    with: { release, taskDefinitions, deadline: "{% $deadline %}" },
    TimeoutSeconds,
    Retry: stubborn,
    Catch: [leave],
    Next: "RolledBack",
  }),
  RolledBack: {
    Type: "Choice",
    Choices: [{ Condition: done, Next: "HandBack" }],
    Default: "WaitForRollback",
  },
  WaitForRollback: { ...wait, Next: "CheckRolledBack" },
} as const;
