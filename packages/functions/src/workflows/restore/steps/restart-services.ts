import { RestoreRun } from "@signalbox/core/backup/run/restoration";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { isStill } from "../../../aws/connection.ts";
import { workLedgerOf } from "../../../aws/ledger.ts";
import { readLedger, writeLedger } from "../../../backup/allow.ts";
import { insistOnLease } from "../../../backup/lease.ts";
import { readRule, writeService } from "../../../release/allow.ts";
import { followRules } from "../../../restart/follow-rules.ts";
import { progressOf, replaceTasks } from "../../../restart/replace-tasks.ts";
import { parameterOf } from "../../../restore/connection.ts";
import { step } from "../../../step.ts";
import { groupsOf, readersAllow, readersOf } from "../readers.ts";
import { note } from "../record.ts";

export const restartServices = step({
  name: "RestartServices",
  description:
    "Has ECS replace, in order, every task that was made before the parameter was switched, and looks whether all that run are newer and serve.",
  input: z.strictObject({
    run: RestoreRun,
    since: z.number(),
    /** Of the parameter, that was written then. */
    version: z.int().nonnegative(),
    goal: z.enum(["restored", "old"]),
  }),
  output: z.strictObject({
    done: z.boolean(),
    waitsFor: z.array(z.string()),
    /** Whether tasks run that were made since then. */
    ran: z.boolean(),
  }),
  allow: [
    readLedger,
    writeLedger,
    on("connection", "ssm:GetParameter"),
    writeService,
    readRule,
    ...readersAllow,
  ],
  run: async ({ run, since, version, goal }, context) => {
    await insistOnLease(context, workLedgerOf(context, "restore", run.what));
    const parameter = parameterOf(context, run.what);
    const waitsFor = (await isStill(context.aws.ssm, parameter, version)) ? [] : [parameter];
    const readers = await readersOf(context, run.what);
    let ran = false;
    for (const reader of readers) {
      const { progress, running } = await progressOf(context.aws, reader, since);
      if (progress === "stale") await replaceTasks(context.aws, reader);
      if (progress !== "serves") waitsFor.push(reader.service);
      ran ||= running > 0;
    }
    if (waitsFor.length > 0) return { done: false, waitsFor, ran };
    for (const group of groupsOf(readers))
      if (group.strategy === "blue-green") await followRules(context, group);
    if (goal === "restored") await note(context, run, { phase: "checking" });
    return { done: true, waitsFor, ran };
  },
});
