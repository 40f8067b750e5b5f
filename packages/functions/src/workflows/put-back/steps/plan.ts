import { sentenceOf } from "@signalbox/core/backup/put-back/change";
import {
  type PutBackDocument,
  PutBackRun,
  PutBackTarget,
  putBackKey,
} from "@signalbox/core/backup/put-back/run";
import { pointsFrom } from "@signalbox/core/backup/recovery-point";
import { chooseSource } from "@signalbox/core/backup/restore/choose-source";
import { RestoreOrder } from "@signalbox/core/backup/run/restoration";
import { RunProblem } from "@signalbox/core/backup/run/run";
import { NamedError } from "@signalbox/core/error";
import { on } from "@signalbox/core/workflow/allow";
import { z } from "zod";
import { writeDocument } from "../../../aws/document.ts";
import { classLedgerOf, workLedgerOf } from "../../../aws/ledger.ts";
import { readPointRecords } from "../../../aws/point-records.ts";
import { readExecution, readLedger, writeLedger } from "../../../backup/allow.ts";
import { takeLease } from "../../../backup/lease.ts";
import { placesOf } from "../../../backup/places.ts";
import type { StepContext } from "../../../context.ts";
import { runName } from "../../../release/names.ts";
import { step } from "../../../step.ts";
import { beginRecord, ended, note } from "../../restore/record.ts";
import { findChanges, findChangesAllows } from "../find-changes.ts";
import { readRecorded } from "../recorded.ts";

const Order = RestoreOrder.extend({ what: PutBackTarget });

export const plan = step({
  name: "Plan",
  description:
    "Says what of the configuration, or of the secrets, is different from a point, what is written back, and what others have to bring; or why it is refused.",
  input: Order,
  output: z.strictObject({
    next: z.enum(["refuse", "show", "put-back"]),
    run: PutBackRun.optional(),
    /** One sentence each. */
    plan: z.array(z.string()),
    problem: RunProblem.optional(),
  }),
  allow: [
    readLedger,
    writeLedger,
    readExecution,
    ...findChangesAllows,
    on("backupDocuments", "s3:PutObject"),
  ],
  run: async (order, context) => {
    const { what, dryRun } = order;
    await beginRecord(order, context);
    const named = { what, run: runName(context.visit.execution) };
    const planned = await planOf(order, context).catch((error: unknown) => {
      if (!(error instanceof NamedError)) throw error;
      return { problem: { error: error.name, cause: error.message } };
    });
    if ("problem" in planned) {
      const { problem } = planned;
      await note(context, named, ended(context, { outcome: "refused", problem }));
      return { next: "refuse" as const, plan: [], problem };
    }
    const { run, sentences, document } = planned;
    await note(context, named, {
      plan: sentences,
      at: run.at,
      old: "what stood there before",
      beside: `what ${run.point} holds`,
      ...(dryRun && ended(context, { outcome: "planned" })),
    });
    if (dryRun) return { next: "show" as const, run, plan: sentences };
    await takeLease(context, workLedgerOf(context, "restore", what));
    const { documents: bucket } = placesOf(context);
    await writeDocument({ client: context.aws.s3, bucket, key: putBackKey(run.run) }, document);
    return { next: "put-back" as const, run, plan: sentences };
  },
});

async function planOf({ what, point, time }: z.output<typeof Order>, context: StepContext) {
  const places = placesOf(context);
  const { region } = context.platform;
  if ((point === undefined) === (time === undefined))
    throw new NamedError("Backup.OutOfReach", "Give one of a recovery point and a moment.");
  const records = [];
  // Of secrets the points of the configuration have what there is to know.
  for (const { id, target } of places.classes)
    if (target === "configuration") records.push(...(await readPointRecords(classLedgerOf(context, id))));
  const choice = chooseSource(
    {
      target: "configuration",
      region,
      points: [...pointsFrom(records).values()],
      continuous: undefined,
      now: Math.floor(context.clock.now()),
    },
    point === undefined ? { time: Date.parse(time ?? "") } : { point },
  );
  if ("refusal" in choice) throw new NamedError(choice.refusal.error, choice.refusal.sentence);
  const { source } = choice;
  if (source.kind !== "point") throw new Error(`${source.kind} is no point of the configuration`);
  const { id, capturedAt } = source.point;
  const { parts } = await readRecorded(context, id);
  const { changes, told } = await findChanges(context, what, parts);
  const run = runName(context.visit.execution);
  const document: PutBackDocument = { version: 1, run, changes: [...changes] };
  const first = `${what}: back to its state of ${new Date(capturedAt).toISOString()}, from ${id}; ${changes.length === 0 ? "nothing has to be written" : `${changes.length} things are written`}.`;
  return {
    run: { what, run, point: id, at: capturedAt, changes: changes.length, asks: places.permanent },
    sentences: [first, ...changes.map(sentenceOf), ...told],
    document,
  };
}
