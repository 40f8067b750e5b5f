import { task } from "@signalbox/core/workflow/task";
import { bakeOf, baking } from "../../../release/machine/bake.ts";
import { turnBack } from "../../../release/machine/caught.ts";
import { done, release, TimeoutSeconds, wait } from "../../../release/machine/expressions.ts";
import { askingAboutGates, gated, gating } from "../../../release/machine/gates.ts";
import { checkTargets } from "../../release-canary/steps/check-targets.ts";
import { promote } from "../../release-canary/steps/promote.ts";
import { readBackWeights } from "../../release-canary/steps/read-back-weights.ts";
import { shiftTraffic } from "../../release-canary/steps/shift-traffic.ts";
import { lower } from "../steps/lower.ts";
import { measure } from "../steps/measure.ts";
import { startCandidate } from "../steps/start-candidate.ts";

/** The new version comes up at full capacity behind the page; then users are let in, and it is judged as any other. */
export const starting = {
  StartCandidate: task(startCandidate, {
    with: {
      release,
      taskDefinitions: "{% $taskDefinitions %}",
      migrationSeconds: "{% $migrationSeconds %}",
    },
    TimeoutSeconds,
    Assign: {
      capacities: "{% $states.result.Payload.capacities %}",
      deadline: "{% $states.result.Payload.deadline %}",
      wait: "{% $states.result.Payload.waitSeconds %}",
    },
    Catch: [turnBack],
    Next: "CheckTargets",
  }),
  CheckTargets: task(checkTargets, {
    with: { release, capacities: "{% $capacities %}", deadline: "{% $deadline %}" },
    TimeoutSeconds,
    Catch: [turnBack],
    Next: "TargetsHealthy",
  }),
  TargetsHealthy: {
    Type: "Choice",
    Choices: [
      { Condition: `{% $states.input.done and ${gated} and $not($gatesAsked) %}`, Next: "Gated" },
      { Condition: done, Next: "ShiftTraffic" },
    ],
    Default: "WaitForTargets",
  },
  WaitForTargets: { ...wait, Next: "CheckTargets" },
  Gated: { Type: "Pass", Assign: { gatesAsked: true }, Next: "RunGates" },
  // By the preview listener, which no page hides. It may have died meanwhile, so that its targets are looked at once more.
  ...gating({ next: "CheckTargets", ask: "AskAboutGates" }),
  ...askingAboutGates("CheckTargets"),
  ShiftTraffic: task(shiftTraffic, {
    with: { release, from: 0, weight: 100 },
    TimeoutSeconds,
    Catch: [turnBack],
    Next: "ReadBackWeights",
  }),
  ReadBackWeights: task(readBackWeights, {
    with: { release, weight: 100 },
    TimeoutSeconds,
    Retry: [
      { ErrorEquals: ["Release.WeightsNotApplied"], IntervalSeconds: 1, MaxAttempts: 2, BackoffRate: 1 },
    ],
    Catch: [turnBack],
    Next: "LowerPage",
  }),
  LowerPage: task(lower, {
    with: { release, outcome: "promoted" },
    TimeoutSeconds,
    Assign: { since: "{% $states.result.Payload.since %}", ...bakeOf },
    Catch: [turnBack],
    Next: "Bake",
  }),
  ...baking(measure, "Promote"),
  Promote: task(promote, {
    with: { release, taskDefinitions: "{% $taskDefinitions %}" },
    TimeoutSeconds,
    Assign: { outcome: "promoted", problem: null },
    Catch: [turnBack],
    Next: "Hold",
  }),
} as const;
