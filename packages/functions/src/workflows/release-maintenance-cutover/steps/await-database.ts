import { NamedError } from "@signalbox/core/error";
import { CanaryRelease } from "@signalbox/core/release/release";
import { databaseFate } from "@signalbox/core/upgrade/database-fate";
import { bringBackSeconds, migrateSeconds } from "@signalbox/core/upgrade/migrate-request";
import { z } from "zod";
import { journal } from "../../../aws/journal.ts";
import { readRun } from "../../../aws/run.ts";
import * as allow from "../../../release/allow.ts";
import { checkOwner } from "../../../release/checkpoint.ts";
import { step } from "../../../step.ts";
import { readCutover } from "../record.ts";
import { elsewhereAllows, takeBack, writerOf } from "../stop.ts";

/** How long the release that migrates may take to end once it has begun to. */
const patienceMs = (migrateSeconds + bringBackSeconds + 3_600) * 1000;

export const awaitDatabase = step({
  name: "AwaitDatabase",
  description:
    "Takes this region's stop back, so that no other region migrates; where one may already, looks what became of the database, to which the old version returns only as it left it.",
  input: z.strictObject({
    release: CanaryRelease,
    /** When the release turned back, as EnteredTime has it. */
    since: z.iso.datetime(),
  }),
  output: z.strictObject({ done: z.boolean(), waitSeconds: z.int() }),
  allow: [elsewhereAllows, allow.readLedger, ...allow.journalAllows],
  run: async ({ release, since }, context) => {
    await checkOwner(context, release);
    if (await takeBack(context, release)) {
      await journal(context, release, { text: "no region has migrated, and none will" });
      return { done: true, waitSeconds: 0 };
    }
    const { writer, ledger, context: there } = writerOf(context, release);
    const run = await readRun(ledger, writer);
    const fate = databaseFate(run, await readCutover(there, { group: release.group, run: writer }));
    if (fate.kind === "lost") throw new NamedError(fate.error, fate.cause);
    if (fate.kind === "as-it-was") {
      await journal(context, release, { text: "the database is as the old version left it" });
      return { done: true, waitSeconds: 0 };
    }
    const waited = context.clock.now() - Date.parse(since);
    if (waited > patienceMs)
      throw new NamedError("Release.DatabaseNotBack", `${writer} has not ended in time`);
    return { done: false, waitSeconds: Math.min(600, Math.max(10, Math.round(waited / 20_000))) };
  },
});
