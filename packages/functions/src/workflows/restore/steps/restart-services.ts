import { RestoreRun } from "@signalbox/core/backup/run/restoration";
import { z } from "zod";
import { workLedgerOf } from "../../../aws/ledger.ts";
import { readLedger, writeLedger } from "../../../backup/allow.ts";
import { insistOnLease } from "../../../backup/lease.ts";
import { readRule, writeService } from "../../../release/allow.ts";
import { step } from "../../../step.ts";
import { followRules } from "../follow-rules.ts";
import { groupsOf, readersAllow, readersOf } from "../readers.ts";
import { note } from "../record.ts";
import { progressOf, replaceTasks } from "../restart.ts";

export const restartServices = step({
  name: "RestartServices",
  description:
    "Has ECS replace, in order, every task that was made before the parameter was switched, and looks whether all that run are newer and serve.",
  input: z.strictObject({ run: RestoreRun, since: z.number(), goal: z.enum(["restored", "old"]) }),
  output: z.strictObject({ done: z.boolean(), waitsFor: z.array(z.string()) }),
  allow: [readLedger, writeLedger, writeService, readRule, ...readersAllow],
  run: async ({ run, since, goal }, context) => {
    await insistOnLease(context, workLedgerOf(context, "restore", run.what));
    const readers = await readersOf(context, run.what);
    const waitsFor: string[] = [];
    for (const reader of readers) {
      const progress = await progressOf(context.aws, reader, since);
      if (progress === "stale") await replaceTasks(context.aws, reader);
      if (progress !== "serves") waitsFor.push(reader.service);
    }
    if (waitsFor.length > 0) return { done: false, waitsFor };
    for (const group of groupsOf(readers))
      if (group.strategy === "blue-green") await followRules(context, group);
    if (goal === "restored") await note(context, run, { phase: "checking" });
    return { done: true, waitsFor };
  },
});
