import { sentenceOf } from "@signalbox/core/backup/put-back/change";
import type { PutBackDocument, PutBackRun, PutBackTarget } from "@signalbox/core/backup/put-back/run";
import { pointsFrom } from "@signalbox/core/backup/recovery-point";
import { chooseSource } from "@signalbox/core/backup/restore/choose-source";
import type { RestoreOrder } from "@signalbox/core/backup/run/restoration";
import type { RunProblem } from "@signalbox/core/backup/run/run";
import { NamedError } from "@signalbox/core/error";
import type { Permission } from "@signalbox/core/workflow/allow";
import { classLedgerOf } from "../../aws/ledger.ts";
import { readPointRecords } from "../../aws/point-records.ts";
import { readExecution, readLedger } from "../../backup/allow.ts";
import { placesOf } from "../../backup/places.ts";
import type { StepContext } from "../../context.ts";
import { isAgreedTo } from "../restore/part-of.ts";
import { findChanges, findChangesAllows } from "./find-changes.ts";
import { readRecorded } from "./recorded.ts";

/** What `planOf` calls. */
export const planOfAllows: readonly Permission[] = [readLedger, readExecution, ...findChangesAllows];

interface Planned {
  readonly run: PutBackRun;
  /** One for each change, and for what others have to bring. */
  readonly sentences: readonly string[];
  readonly document: PutBackDocument;
}

/** What an order means; nothing is changed. Throws a NamedError where it is refused. */
export async function planOf(
  order: RestoreOrder & { readonly what: PutBackTarget },
  run: string,
  context: StepContext,
): Promise<Planned> {
  const { what, point, time } = order;
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
  const asks = places.permanent && !(await isAgreedTo(context, order, run));
  const first = `${what}: back to its state of ${new Date(capturedAt).toISOString()}, from ${id}; ${changes.length === 0 ? "nothing has to be written" : `${changes.length} things are written`}.`;
  return {
    run: { what, run, point: id, at: capturedAt, changes: changes.length, asks },
    sentences: [first, ...changes.map(sentenceOf), ...told],
    document: { version: 1, run, changes: [...changes] },
  };
}

/** What was thrown by `planOf`, as what is said of a refusal. Throws anything else anew. */
export function asProblem(error: unknown): { readonly problem: RunProblem } {
  if (!(error instanceof NamedError)) throw error;
  return { problem: { error: error.name, cause: error.message } };
}
