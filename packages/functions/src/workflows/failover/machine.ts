import { machine } from "@signalbox/core/workflow/machine";
import { patience } from "@signalbox/core/workflow/patience";
import { task } from "@signalbox/core/workflow/task";
import { notYetLooked, statesOfActs } from "../../failover/machine/acts.ts";
import { acts, held } from "../../failover/machine/all-acts.ts";
import { asking } from "../../failover/machine/asking.ts";
import { choicesOf } from "../../failover/machine/choices.ts";
import { claiming } from "../../failover/machine/claim.ts";
import { ending } from "../../failover/machine/ends.ts";
import { answered } from "../../machine/answers.ts";
import { problem } from "../../release/machine/caught.ts";
import { TimeoutSeconds } from "../../release/machine/expressions.ts";
import { decideStep } from "./steps/decide.ts";

/** Half an hour for people, of the four that recovery may take. */
const askSeconds = 1_800;
/**
 * The alarm comes a little before two observers have agreed for as long as the policy asks: quick looks, six minutes of them. What
 * stands against it then may be mended while the region stays lost, and the alarm does not come again: a look a minute, for two hours.
 */
const quick = { seconds: 15, looks: 24 };
const slow = { seconds: 60, looks: 120 };
const most = quick.looks + slow.looks;
/** A claim is tried for as long as all the quick looks take. */
const looksOfClaim = quick.looks;

export const failoverMachine = machine<string>({
  Comment: "Decides, claims the epoch, waits out the lease, and brings this region up as the one that writes",
  StartAt: "TakeOver",
  TimeoutSeconds: 6 * 3_600,
  States: {
    TakeOver: {
      Type: "Pass",
      Assign: {
        request:
          "{% $merge([{'dryRun': false}, $sift($states.input, function($v, $k) { $k in ['reason', 'requestedBy', 'dryRun'] })]) %}",
        run: null,
        epoch: 0,
        promotableAt: null,
        again: false,
        ...notYetLooked,
        failedAt: null,
        said: null,
        unfit: null,
        until: null,
        choices: [],
        problem: null,
      },
      Next: "Decide",
    },
    Decide: task<typeof decideStep, string>(decideStep, {
      with: {
        request: "{% $request %}",
        looks: "{% $looks %}",
        quick: quick.looks,
        most,
        again: "{% $again %}",
      },
      TimeoutSeconds,
      Retry: [{ ErrorEquals: ["Failover.NotDeployed"], MaxAttempts: 0 }, patience],
      Assign: {
        looks: "{% $looks + 1 %}",
        run: answered("course"),
        problem: answered("problem"),
      },
      Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "Failed" }],
      Next: "Decided",
    }),
    Decided: {
      Type: "Choice",
      Choices: [
        { Condition: "{% $states.input.next = 'go' %}", Next: "ClaimEpoch" },
        { Condition: "{% $states.input.next = 'ask' %}", Next: "Ask" },
        { Condition: "{% $states.input.next = 'look-again' %}", Next: "LookAgain" },
        { Condition: "{% $states.input.next = 'refuse' %}", Next: "Failed" },
        { Condition: "{% $states.input.next = 'show' %}", Next: "Shown" },
        // It has begun, and says that it has come to nothing.
        { Condition: "{% $again %}", Next: "ReportRefused" },
      ],
      Default: "Kept",
    },
    LookAgain: {
      Type: "Wait",
      Seconds: `{% $looks < ${quick.looks} ? ${quick.seconds} : ${slow.seconds} %}`,
      Next: "Decide",
    },
    Shown: { Type: "Succeed" },
    Kept: { Type: "Succeed" },
    ...asking("$run.to & ' takes over from ' & $run.from", askSeconds, "ClaimEpoch"),
    // The alarm may stay up for as long as the region is lost, and starts nothing more: it is decided anew.
    ...claiming("PromoteDatabase", {
      ErrorEquals: ["States.ALL"],
      Assign: {
        problem,
        again: true,
        looks: `{% $states.errorOutput.Error = 'Failover.NoQuorum' ? $looks : $looks + ${looksOfClaim} %}`,
      },
      Next: "MayLookAgain",
    }),
    MayLookAgain: {
      Type: "Choice",
      Choices: [{ Condition: `{% $looks < ${most} %}`, Next: "LookAgain" }],
      Default: "ReportHalted",
    },
    ...statesOfActs(acts, "Report"),
    ...choicesOf([held, "IsGraceful"], [acts, "Report"]),
    ...ending,
  },
});
