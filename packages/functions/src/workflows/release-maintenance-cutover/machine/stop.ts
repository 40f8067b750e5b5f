import { task } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { orTurnBack } from "../../../release/machine/caught.ts";
import { done, loopOf, release, wait, waitOf } from "../../../release/machine/expressions.ts";
import { suspending } from "../../release-canary/machine/suspend.ts";
import { checkScaledIn } from "../../release-canary/steps/check-scaled-in.ts";
import { drainOld } from "../steps/drain-old.ts";
import { raise } from "../steps/raise.ts";
import { stopSide } from "../steps/stop-side.ts";
import { takeSnapshot } from "../steps/take-snapshot.ts";
import { watchSnapshot } from "../steps/watch-snapshot.ts";

/** Until nobody writes to the database any more, and it can be had back as it is. */
export const stopping = {
  ...suspending("IsEverywhere"),
  // Users are kept out from here on: all that could be done before has been.
  RaisePage: task(raise, {
    with: { release, back: false },
    Assign: { since: "{% $states.result.Payload.at %}", wait: 5 },
    ...orTurnBack,
    Next: "WaitForDrain",
  }),
  // What was asked right before the page went up is in the cache by then.
  WaitForDrain: { ...wait, Next: "DrainOld" },
  DrainOld: task(drainOld, {
    with: { release, since: "{% $since %}" },
    Assign: waitOf,
    ...orTurnBack,
    Next: "Drained",
  }),
  Drained: {
    Type: "Choice",
    Choices: [{ Condition: done, Assign: { stopped: true }, Next: "StopOld" }],
    Default: "WaitForDrain",
  },
  StopOld: task(stopSide, {
    with: { release, side: "{% $release.stable %}" },
    Assign: loopOf,
    ...orTurnBack,
    Next: "CheckStopped",
  }),
  CheckStopped: task(checkScaledIn, {
    with: { release, side: "{% $release.stable %}", deadline: "{% $deadline %}" },
    ...orTurnBack,
    Next: "OldStopped",
  }),
  OldStopped: whether(done, "HaveOthersStopped", "WaitForStop"),
  WaitForStop: { ...wait, Next: "CheckStopped" },
  TakeSnapshot: task(takeSnapshot, {
    with: { release },
    Assign: { job: "{% $states.result.Payload.job %}", wait: 5 },
    ...orTurnBack,
    Next: "WaitForSnapshot",
  }),
  WaitForSnapshot: { ...wait, Next: "WatchSnapshot" },
  WatchSnapshot: task(watchSnapshot, {
    with: { release, job: "{% $job %}" },
    ...orTurnBack,
    Next: "SnapshotTaken",
  }),
  SnapshotTaken: {
    Type: "Choice",
    Choices: [{ Condition: done, Assign: { schema: "unknown" }, Next: "Migrate" }],
    Default: "WaitForSnapshot",
  },
} as const;
