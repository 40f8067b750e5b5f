import { task } from "@signalbox/core/workflow/task";
import { bakeOf, baking } from "../../../release/machine/bake.ts";
import { orTurnBack } from "../../../release/machine/caught.ts";
import { done, loopOf, release } from "../../../release/machine/expressions.ts";
import { askingAboutGates, gated, gating } from "../../../release/machine/gates.ts";
import { readBack } from "../../release-canary/machine/read-back.ts";
import { checkingTargets } from "../../release-canary/machine/targets.ts";
import { promote } from "../../release-canary/steps/promote.ts";
import { shiftTraffic } from "../../release-canary/steps/shift-traffic.ts";
import { lower } from "../steps/lower.ts";
import { measure } from "../steps/measure.ts";
import { startCandidate } from "../steps/start-candidate.ts";
import { waitsReady } from "./everywhere.ts";

/** The new version comes up at full capacity behind the page; then users are let in, and it is judged as any other. */
export const starting = {
  StartCandidate: task(startCandidate, {
    with: {
      release,
      taskDefinitions: "{% $taskDefinitions %}",
      migrationSeconds: "{% $migrationSeconds %}",
    },
    Assign: { capacities: "{% $states.result.Payload.capacities %}", ...loopOf },
    ...orTurnBack,
    Next: "CheckTargets",
  }),
  ...checkingTargets([
    { Condition: `{% $states.input.done and ${gated} and $not($gatesAsked) %}`, Next: "Gated" },
    { Condition: `{% $states.input.done and ${waitsReady} %}`, Next: "AwaitReady" },
    { Condition: done, Next: "ShiftTraffic" },
  ]),
  Gated: { Type: "Pass", Assign: { gatesAsked: true }, Next: "RunGates" },
  // By the preview listener, which no page hides. It may have died meanwhile, so that its targets are looked at once more.
  ...gating({ next: "CheckTargets", ask: "AskAboutGates" }),
  ...askingAboutGates("CheckTargets"),
  ShiftTraffic: task(shiftTraffic, {
    with: { release, from: 0, weight: 100 },
    ...orTurnBack,
    Next: "ReadBackWeights",
  }),
  ReadBackWeights: readBack(100, "LowerPage"),
  LowerPage: task(lower, {
    with: { release, outcome: "promoted" },
    Assign: { since: "{% $states.result.Payload.since %}", ...bakeOf },
    ...orTurnBack,
    Next: "Bake",
  }),
  ...baking(measure, "HaveOthersPassed"),
  Promote: task(promote, {
    with: { release, taskDefinitions: "{% $taskDefinitions %}" },
    Assign: { outcome: "promoted", problem: null },
    ...orTurnBack,
    Next: "Hold",
  }),
} as const;
