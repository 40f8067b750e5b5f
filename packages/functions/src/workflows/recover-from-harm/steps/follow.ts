import { RunProblem } from "@signalbox/core/backup/run/run";
import { arns } from "@signalbox/core/platform/arns";
import { namesOf } from "@signalbox/core/platform/names";
import { nextPart } from "@signalbox/core/recovery/next-part";
import { type RecoveryRun, withAct } from "@signalbox/core/recovery/run";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { startOnce } from "../../../aws/execution.ts";
import { readExecution, readLedger, writeLedger } from "../../../backup/allow.ts";
import { insistOnLease } from "../../../backup/lease.ts";
import type { StepContext } from "../../../context.ts";
import { step } from "../../../step.ts";
import { goals, type Part, partsOf } from "../parts.ts";
import { entering, momentOf, ownRecovery, recoveryLedgerOf, writeRecovery } from "../record.ts";
import { askedThere, executionOf, isElsewhere, type Seen, seePart } from "../see-part.ts";

const phases = {
  contained: "containing",
  restored: "restoring",
  eradicated: "eradicating",
  reopened: "reopening",
} as const;

export const follow = step({
  name: "Follow",
  description:
    "Looks where the parts are that lead to a goal, writes it into the timeline, and starts those that come next; stops at the first that fails.",
  input: z.strictObject({ goal: z.enum(goals) }),
  output: z.strictObject({
    /** Whether all of them have come to it. */
    done: z.boolean(),
    problem: RunProblem.optional(),
  }),
  allow: [
    readLedger,
    writeLedger,
    readExecution,
    on("stateMachine", "states:StartExecution"),
    on("maintenanceElsewhere", "states:StartExecution", "states:DescribeExecution"),
    on("topic", "sns:Publish"),
  ],
  run: async ({ goal }, context) => {
    await insistOnLease(context, recoveryLedgerOf(context));
    const before = await ownRecovery(context);
    const rounds = [];
    for (const round of partsOf(goal, before))
      rounds.push(await Promise.all(round.map((part) => seePart(context, part, before))));
    const next = nextPart(rounds);
    const seen = rounds.flat().filter(({ state }) => state !== "unstarted");
    const starting = rounds.flat().filter(({ name }) => next.act === "start" && next.names.includes(name));
    const entered = await entering(context, before, phases[goal], "it goes on");
    const told = [...seen, ...starting].reduce(
      (record, one) => withAct(record, actOf(context, one)),
      entered,
    );
    const isContained = goal === "contained" && next.act === "go-on" && told.containedAt === undefined;
    const record = { ...told, ...(isContained && { containedAt: momentOf(context) }) };
    // Before anything is started: its report has to know of it.
    await writeRecovery(context, record);
    await startAll(context, record, starting);
    return { done: next.act === "go-on", ...(next.act === "halt" && { problem: next.problem }) };
  },
});

function actOf(context: StepContext, { part, name, state, text }: Seen): RecoveryRun["acts"][number] {
  const now = momentOf(context);
  return {
    name,
    text: state === "unstarted" ? "starts" : text,
    actor: executionOf(context, part),
    startedAt: now,
    ...((state === "done" || state === "failed") && { endedAt: now, outcome: state }),
  };
}

/** What another region does not take is done without, and said. */
async function startAll(context: StepContext, record: RecoveryRun, starting: readonly Seen[]): Promise<void> {
  const refused = await Promise.all(
    starting.map(async (seen) => {
      const why = await askedThere(
        context,
        seen.part,
        () => startPart(context, seen.part),
        (text): string | undefined => text,
      );
      return why === undefined ? [] : [actOf(context, { ...seen, state: "failed", text: why })];
    }),
  );
  const failed = refused.flat();
  if (failed.length > 0) await writeRecovery(context, failed.reduce(withAct, record));
}

async function startPart(context: StepContext, part: Part): Promise<undefined> {
  const { platform } = context;
  const { sfn } = isElsewhere(context, part) ? context.clientsIn(part.region) : context.aws;
  const place = { account: platform.account, region: part.region };
  const stateMachineArn = arns.stateMachine(place, namesOf(platform).deployed(part.workflow));
  await startOnce(sfn, { stateMachineArn, name: part.name, input: part.input });
}
