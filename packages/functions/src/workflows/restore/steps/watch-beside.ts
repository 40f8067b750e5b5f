import { Beside } from "@signalbox/core/backup/content/look";
import { lengthOf } from "@signalbox/core/backup/length-of-time";
import { RestoreRun } from "@signalbox/core/backup/run/restoration";
import { z } from "zod";
import { readLedger, writeLedger } from "../../../backup/allow.ts";
import { placesOf } from "../../../backup/places.ts";
import { nameOf } from "../../../restore/beside.ts";
import { lookAtBeside, SeenBeside } from "../../../restore/steps/look-at-beside.ts";
import { step } from "../../../step.ts";
import { note } from "../record.ts";

export const watchBeside = step({
  name: "WatchBeside",
  description: `${lookAtBeside.description} Writes down how far it is.`,
  input: z.strictObject({ run: RestoreRun, at: Beside, job: z.string().optional() }),
  output: SeenBeside,
  allow: [...lookAtBeside.allow, readLedger, writeLedger],
  run: async ({ run, at, job }, context) => {
    const asked = { run: run.run, target: run.what, at, ...(job !== undefined && { job }) };
    const seen = await lookAtBeside.run(asked, context);
    await note(context, run, {
      percent: seen.percent,
      beside: nameOf(at),
      // What is read next is read to be compared.
      ...(seen.ready && { phase: "comparing" }),
    });
    const tookMs = context.clock.now() - run.startedAt;
    if (seen.ready || seen.problem || tookMs < 2 * placesOf(context).objectives.rtoMs) return seen;
    const cause = `${nameOf(at)} is not there after ${lengthOf(tookMs)}`;
    return { ...seen, problem: { error: "Backup.RestoreOverdue", cause } };
  },
});
