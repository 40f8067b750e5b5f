import { lookSeconds } from "@signalbox/core/backup/run/limits";
import { machine } from "@signalbox/core/workflow/machine";
import { startWorkflow } from "@signalbox/core/workflow/start-workflow";
import { task } from "@signalbox/core/workflow/task";
import { whether } from "@signalbox/core/workflow/whether";
import { patient, waitForJob, withoutLease } from "../../backup/machine.ts";
import { answered, maybe } from "../../machine/answers.ts";
import { failed, unwritten } from "../../machine/failed.ts";
import { childProblem } from "../../release/machine/broken.ts";
import { problem } from "../../release/machine/caught.ts";
import { entered, TimeoutSeconds, waitOf } from "../../release/machine/expressions.ts";
import { leftBehind, remove } from "../../restore/machine.ts";
import { lookAtBeside } from "../../restore/steps/look-at-beside.ts";
import { restoreBeside } from "../../restore/steps/restore-beside.ts";
import { begin } from "./steps/begin.ts";
import { compare } from "./steps/compare.ts";
import { end } from "./steps/end.ts";
import { record } from "./steps/record.ts";

/** What is restored is tried to be removed for so long; milliseconds. */
const removalMs = 6 * 3_600_000;

const run = "{% $run %}";
/** Whatever happens once there may be something beside: it is written down, and removed. */
const orRecord = {
  TimeoutSeconds,
  Retry: patient,
  Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "Record" }],
} as const;
const beside = "'run': $run.run, 'at': $run.at";

export const verifyBackupMachine = machine({
  Comment: "Restores a recovery point beside what serves, compares it with its manifest, and removes it",
  StartAt: "TakeOver",
  // No run comes near it: restores are given up after twice the RTO, and removals after hours.
  TimeoutSeconds: 14 * 86_400,
  States: {
    TakeOver: {
      Type: "Pass",
      Assign: {
        request:
          "{% $merge([{'class': $states.input.class, 'requestedBy': $states.input.requestedBy}, $exists($states.input.point) ? {'point': $states.input.point} : {}]) %}",
        run: null,
        left: null,
        cleared: null,
        removal: null,
        job: null,
        looked: null,
        proof: null,
        problem: null,
        verdict: "none",
        wait: 5,
        removing: 0,
      },
      Next: "Begin",
    },
    Begin: task(begin, {
      with: `{% $merge([$request, ${maybe("cleared")}]) %}`,
      TimeoutSeconds,
      Assign: {
        run: answered("run"),
        left: answered("left"),
      },
      Retry: patient,
      Catch: [withoutLease, { ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "End" }],
      Next: "IsDue",
    }),
    IsDue: {
      Type: "Choice",
      Choices: [
        { Condition: "{% $left != null %}", Next: "Remove" },
        { Condition: "{% $run = null %}", Next: "End" },
        // A document is read where it is.
        { Condition: "{% $run.target = 'configuration' %}", Next: "LookAtContents" },
      ],
      Default: "RestoreBeside",
    },
    RestoreBeside: task(restoreBeside, {
      with: {
        run: "{% $run.run %}",
        target: "{% $run.target %}",
        source: { kind: "point", point: "{% $run.point %}" },
        attempt: 1,
      },
      Assign: { job: "{% $states.result.Payload.job %}" },
      ...orRecord,
      Next: "WaitForRestore",
    }),
    WaitForRestore: waitForJob("LookAtBeside"),
    LookAtBeside: task(lookAtBeside, {
      with: `{% $merge([{${beside}, 'target': $run.target}, ${maybe("job")}]) %}`,
      Assign: {
        ...waitOf,
        problem: answered("problem"),
      },
      ...orRecord,
      Next: "IsRestored",
    }),
    IsRestored: {
      Type: "Choice",
      Choices: [
        { Condition: "{% $problem != null %}", Next: "Record" },
        { Condition: "{% $states.input.ready %}", Next: "LookAtContents" },
        {
          Condition: `{% ${entered} > $run.giveUpAt %}`,
          Assign: {
            problem: {
              error: "Backup.RestoreOverdue",
              cause: "{% $run.point & ' was not restored after twice the RTO' %}",
            },
          },
          Next: "Record",
        },
      ],
      Default: "WaitForRestore",
    },
    LookAtContents: startWorkflow<"Record" | "Compare">("look-at-contents", {
      name: "{% $run.run & '-beside' %}",
      // By the manifest's transaction, where it has one.
      with: `{% {${beside}, 'look': 'beside', 'transaction': $run.transaction} %}`,
      // Longer than that machine may take: AWS does not say that it stops it when a Task's time is over.
      TimeoutSeconds: lookSeconds + 300,
      Assign: { looked: "{% $states.result.Output %}" },
      Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem: childProblem }, Next: "Record" }],
      Next: "Compare",
    }),
    Compare: task(compare, {
      with: { run, looked: "{% $looked %}" },
      Assign: {
        proof: "{% $states.result.Payload.proof %}",
        problem: answered("problem"),
      },
      ...orRecord,
      Next: "Record",
    }),
    Record: task(record, {
      with: `{% $merge([{'run': $run}, ${maybe("job")}, ${maybe("proof")}, ${maybe("problem")}]) %}`,
      TimeoutSeconds,
      Assign: { verdict: "{% $states.result.Payload.verdict %}" },
      Retry: patient,
      Catch: [{ ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "IsBeside" }],
      Next: "IsBeside",
    }),
    IsBeside: whether("{% $run.target = 'configuration' %}", "End", "Remove"),
    Remove: {
      Type: "Pass",
      Assign: {
        removal: `{% $left = null ? $merge([{${beside}, 'point': $run.point}, ${maybe("job")}]) : $left %}`,
        removing: `{% ${entered} %}`,
        wait: 1,
      },
      Next: "RemoveBeside",
    },
    RemoveBeside: remove("{% $removal %}", "IsGone"),
    IsGone: {
      Type: "Choice",
      Choices: [
        {
          Condition: "{% $states.input.gone and $left != null %}",
          Assign: { cleared: "{% $left.run %}", left: null },
          Next: "Begin",
        },
        { Condition: "{% $states.input.gone %}", Next: "End" },
        {
          Condition: `{% ${entered} - $removing > ${removalMs} %}`,
          Assign: {
            problem: leftBehind(
              "Backup.LeftBehind",
              "($at := $removal.at; $at.kind = 'database' ? 'the cluster ' & $at.cluster : 'the bucket ' & $at.bucket)",
            ),
          },
          Next: "End",
        },
      ],
      Default: "WaitForRemoval",
    },
    WaitForRemoval: {
      Type: "Wait",
      // A tenth of what it has taken, or what the step asks for.
      Seconds: `{% $max([$wait, $min([600, $floor((${entered} - $removing) / 10000)])]) %}`,
      Next: "RemoveBeside",
    },
    End: task(end, {
      with: `{% $merge([{'request': $request, 'verdict': $verdict}, ${maybe("run")}, ${maybe("proof")}, ${maybe("problem")}]) %}`,
      TimeoutSeconds,
      Retry: patient,
      // The lease goes with the execution: whoever comes next sees that its owner has ended.
      Catch: [unwritten],
      Next: "HowItEnded",
    }),
    HowItEnded: whether("{% $problem != null %}", "Failed", "Verified"),
    Verified: {
      Type: "Succeed",
      Output: `{% $merge([{'class': $request.class, 'outcome': $states.input.outcome}, $run = null ? {} : {'point': $run.point}, $proof = null ? {} : {'sentence': $proof.sentence}]) %}`,
    },
    Failed: failed,
  },
});
