import { machine } from "@signalbox/core/workflow/machine";
import { patience } from "@signalbox/core/workflow/patience";
import { task } from "@signalbox/core/workflow/task";
import { lasting, notYetLooked, statesOfActs } from "../../failover/machine/acts.ts";
import { acts, held, named } from "../../failover/machine/all-acts.ts";
import { asking } from "../../failover/machine/asking.ts";
import { choicesOf } from "../../failover/machine/choices.ts";
import { claiming } from "../../failover/machine/claim.ts";
import { ending } from "../../failover/machine/ends.ts";
import { answered } from "../../machine/answers.ts";
import { problem } from "../../release/machine/caught.ts";
import { TimeoutSeconds } from "../../release/machine/expressions.ts";
import { awaitReady } from "./steps/await-ready.ts";
import { awaitRejoin } from "./steps/await-rejoin.ts";
import { catchUp } from "./steps/catch-up.ts";
import { keepEvidence } from "./steps/keep-evidence.ts";
import { look } from "./steps/look.ts";
import { restOther } from "./steps/rest-other.ts";
import { takeTurn } from "./steps/take-turn.ts";

/** Nobody is in a hurry: the platform serves from the other region meanwhile. */
const askSeconds = 3_600;

/**
 * RDS begins an old primary anew in "a few minutes to several hours", by the volume's size; what it keeps of it comes first.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-disaster-recovery.html
 */
const before = named([
  { step: keepEvidence, seconds: 30, most: 480, overdue: "Failover.NotRejoined" },
  { step: awaitRejoin, seconds: 60, most: 360, overdue: "Failover.NotRejoined" },
  { step: catchUp, seconds: 20, most: 90, overdue: "Failover.NotCaughtUp" },
  // Longer than a look of `readiness` is away.
  { step: awaitReady, seconds: 60, most: 20, overdue: "Failover.TargetNotReady" },
]);

/** What was so when a person was asked may not be any more: the last look is immediately before the claim. */
const approved = [
  ...named([{ step: takeTurn, seconds: 5, most: 1, overdue: "Failover.AlreadyRunning" }]),
  { name: "CatchUpAgain", step: catchUp, seconds: 10, most: 12, overdue: "Failover.NotCaughtUp" },
];

const moving = [
  ...acts,
  ...named([{ step: restOther, seconds: 10, most: 30, overdue: "Failover.NotServing", skips: true }]),
];

export const failbackMachine = machine<string>({
  Comment:
    "Brings users back to the region that was lost and has returned: keeps what it had, waits until it has caught up, asks, and switches over without loss",
  StartAt: "TakeOver",
  TimeoutSeconds: 24 * 3_600,
  States: {
    TakeOver: {
      Type: "Pass",
      Assign: {
        request:
          "{% $merge([{'dryRun': false}, $sift($states.input, function($v, $k) { $k in ['requestedBy', 'dryRun'] })]) %}",
        run: null,
        epoch: 0,
        promotableAt: null,
        ...notYetLooked,
        failedAt: null,
        said: null,
        unfit: null,
        until: null,
        choices: [],
        problem: null,
      },
      Next: "Look",
    },
    Look: task<typeof look, string>(look, {
      with: { request: "{% $request %}" },
      TimeoutSeconds,
      Retry: [lasting, patience],
      Assign: { run: answered("course"), problem: answered("problem") },
      Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "Failed" }],
      Next: "Looked",
    }),
    Looked: {
      Type: "Choice",
      Choices: [
        { Condition: "{% $states.input.next = 'prepare' %}", Next: "KeepEvidence" },
        { Condition: "{% $states.input.next = 'go-on' %}", Next: "ClaimEpoch" },
        { Condition: "{% $states.input.next = 'show' %}", Next: "Shown" },
      ],
      Default: "Failed",
    },
    Shown: { Type: "Succeed" },
    ...statesOfActs(before, "Ask", "ReportRefused"),
    ...asking(
      "'users come back to ' & $run.to & ' from ' & $run.from & ', which nobody can write to for a minute or two'",
      askSeconds,
      "TakeTurn",
    ),
    ...statesOfActs(approved, "ClaimEpoch", "ReportRefused"),
    ...claiming("PromoteDatabase", {
      ErrorEquals: ["States.ALL"],
      Assign: { problem },
      Next: "ReportHalted",
    }),
    ...statesOfActs(moving, "Report"),
    ...choicesOf([held, "IsGraceful"], [moving, "Report"]),
    ...ending,
  },
});
