import { task } from "@signalbox/core/workflow/task";
import { turnBack } from "../../../release/machine/caught.ts";
import { refuse } from "../../../release/machine/child.ts";
import { done, release, TimeoutSeconds, wait } from "../../../release/machine/expressions.ts";
import { registerCandidate } from "../../../release/steps/register-candidate.ts";
import { checkScaledIn } from "../../release-canary/steps/check-scaled-in.ts";
import { suspendScaling } from "../../release-canary/steps/suspend-scaling.ts";
import { drainOld } from "../steps/drain-old.ts";
import { raise } from "../steps/raise.ts";
import { stopSide } from "../steps/stop-side.ts";
import { takeSnapshot } from "../steps/take-snapshot.ts";
import { watchSnapshot } from "../steps/watch-snapshot.ts";

/** Until nobody writes to the database any more, and it can be had back as it is. */
export const stopping = {
  SuspendScaling: task(suspendScaling, {
    with: { release },
    TimeoutSeconds,
    Catch: [refuse, turnBack],
    Next: "RegisterCandidate",
  }),
  RegisterCandidate: task(registerCandidate, {
    with: { release },
    TimeoutSeconds,
    Assign: { taskDefinitions: "{% $states.result.Payload.taskDefinitions %}" },
    Catch: [turnBack],
    Next: "RaisePage",
  }),
  // Users are kept out from here on: all that could be done before has been.
  RaisePage: task(raise, {
    with: { release, back: false },
    TimeoutSeconds,
    Assign: { since: "{% $states.result.Payload.at %}", wait: 5 },
    Catch: [turnBack],
    Next: "WaitForDrain",
  }),
  // What was asked right before the page went up is in the cache by then.
  WaitForDrain: { ...wait, Next: "DrainOld" },
  DrainOld: task(drainOld, {
    with: { release, since: "{% $since %}" },
    TimeoutSeconds,
    Assign: { wait: "{% $states.result.Payload.waitSeconds %}" },
    Catch: [turnBack],
    Next: "Drained",
  }),
  Drained: {
    Type: "Choice",
    Choices: [{ Condition: done, Assign: { stopped: true }, Next: "StopOld" }],
    Default: "WaitForDrain",
  },
  StopOld: task(stopSide, {
    with: { release, side: "{% $release.stable %}" },
    TimeoutSeconds,
    Assign: {
      deadline: "{% $states.result.Payload.deadline %}",
      wait: "{% $states.result.Payload.waitSeconds %}",
    },
    Catch: [turnBack],
    Next: "CheckStopped",
  }),
  CheckStopped: task(checkScaledIn, {
    with: { release, side: "{% $release.stable %}", deadline: "{% $deadline %}" },
    TimeoutSeconds,
    Catch: [turnBack],
    Next: "OldStopped",
  }),
  OldStopped: {
    Type: "Choice",
    Choices: [{ Condition: done, Next: "TakeSnapshot" }],
    Default: "WaitForStop",
  },
  WaitForStop: { ...wait, Next: "CheckStopped" },
  TakeSnapshot: task(takeSnapshot, {
    with: { release },
    TimeoutSeconds,
    Assign: { job: "{% $states.result.Payload.job %}", wait: 5 },
    Catch: [turnBack],
    Next: "WaitForSnapshot",
  }),
  WaitForSnapshot: { ...wait, Next: "WatchSnapshot" },
  WatchSnapshot: task(watchSnapshot, {
    with: { release, job: "{% $job %}" },
    TimeoutSeconds,
    Catch: [turnBack],
    Next: "SnapshotTaken",
  }),
  SnapshotTaken: {
    Type: "Choice",
    Choices: [{ Condition: done, Assign: { schema: "unknown" }, Next: "Migrate" }],
    Default: "WaitForSnapshot",
  },
} as const;
