import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Outcome, Report } from "@signalbox/core/ledger/records";
import { Problem } from "@signalbox/core/release/release";
import { reportSentence } from "@signalbox/core/release/report";
import { type MemberReport, type SetReport, setSentence, setText } from "@signalbox/core/release/set/report";
import { backRun, memberName, type ReleaseSet } from "@signalbox/core/release/set/set";
import { z } from "zod";
import { readDecisions } from "../../aws/decision.ts";
import { readActs } from "../../aws/journal.ts";
import { getItem } from "../../aws/ledger.ts";
import { giveLockBack } from "../../aws/lock.ts";
import { readSet, reportSet, setLeaseOf, setLedgerOf } from "../../aws/release-set.ts";
import { publish } from "../../aws/report-topic.ts";
import { readRun } from "../../aws/run.ts";
import type { StepContext } from "../../context.ts";
import { runName } from "../../release/names.ts";
import { step } from "../../step.ts";
import type { SetAllows } from "../allow.ts";
import { describe } from "../look.ts";
import { type MemberPlace, placeOf } from "../place.ts";
import { groupsOf } from "./begin.ts";

export const reportStep = ({ report: allow }: SetAllows) =>
  step({
    name: "Report",
    description: "Writes how every release of the set ended, tells people, and gives the leases back.",
    input: z.strictObject({
      outcome: Outcome,
      problem: Problem.nullable(),
      requestedBy: z.string(),
      /** Milliseconds since 1970. */
      askedAt: z.number(),
    }),
    output: z.strictObject({ sentence: z.string() }),
    allow,
    run: async ({ outcome, problem, requestedBy, askedAt }, context) => {
      const run = runName(context.visit.execution);
      const set = (await readSet(context, run))?.set;
      const ledger = setLedgerOf(context, run);
      const report: SetReport = {
        outcome,
        ...(problem && { problem }),
        run,
        requestedBy,
        ...(set?.reason !== undefined && { reason: set.reason }),
        startedAt: new Date(askedAt).toISOString(),
        endedAt: new Date(context.clock.now()).toISOString(),
        members: set ? await membersOf(context, set) : [],
        acts: await readActs(ledger, run),
        decisions: await readDecisions(ledger, run),
      };
      await reportSet(context, report);
      const { platform, aws } = context;
      const names = report.members.map(({ name }) => name).join(", ") || run;
      await publish(aws.sns, platform.reportTopicArn, {
        subject: `${names} ${outcome}`,
        text: setText(report),
      });
      for (const group of set ? groupsOf(set) : [])
        await giveLockBack(setLeaseOf(context, group), context.visit.execution);
      return { sentence: setSentence(report) };
    },
  });

async function membersOf(context: StepContext, set: ReleaseSet): Promise<MemberReport[]> {
  const reports: MemberReport[] = [];
  for (const member of set.waves.flat()) {
    const place = placeOf(context, member);
    const { run, region } = member;
    const back = await describe(place, backRun(run));
    reports.push({
      name: memberName(set, member),
      run,
      region,
      sentence: await sentenceOf(place, run),
      ...(back && { back: await sentenceOf(place, backRun(run)) }),
    });
  }
  return reports;
}

/** Of a release's own report; of one that has none, how its execution stands. */
async function sentenceOf(place: MemberPlace, run: string): Promise<string> {
  const report =
    (await readRun(place.ledger, run))?.report ??
    (await getItem(place.ledger, ledgerKeys.refused(run), Report));
  if (report) return reportSentence(report);
  const execution = await describe(place, run);
  if (!execution) return "was not started";
  const { standing, problem } = execution;
  return problem ? `${standing}: ${problem.error}: ${problem.cause}` : `${standing}, without a report`;
}
