import { filesApart, targetsOf } from "@signalbox/core/backup/restore/plan";
import type { RestoreAllOrder, RestoreOrder, RestorePart } from "@signalbox/core/backup/run/restoration";
import type { RunProblem } from "@signalbox/core/backup/run/run";
import { backedUpTargets, type Restorable } from "@signalbox/core/platform/backup-places";
import type { Permission } from "@signalbox/core/workflow/allow";
import { isUnderWay } from "../../backup/in-use.ts";
import { placesOf } from "../../backup/places.ts";
import type { StepContext } from "../../context.ts";
import { asProblem, planOf as planPutBack, planOfAllows as putBackAllows } from "../put-back/plan-of.ts";
import { planOf as planRestore, readPoints, planOfAllows as restoreAllows } from "../restore/plan-of.ts";
import type { RestoreAllRun } from "./run.ts";

/** What `planOf` calls. */
export const planOfAllows: readonly Permission[] = [...restoreAllows, ...putBackAllows];

interface Planned {
  readonly run: RestoreAllRun;
  /** The moment that was asked for; milliseconds since 1970. */
  readonly at: number;
  readonly sentences: readonly string[];
}

/** What an order means, or why it is refused: where one part is refused, all are. Nothing is changed. */
export async function planOf(
  order: RestoreAllOrder,
  run: string,
  context: StepContext,
): Promise<Planned | { readonly problem: RunProblem }> {
  const { point, time } = order;
  if ((point === undefined) === (time === undefined))
    return refuse("Backup.OutOfReach", "Give one of a recovery point and a moment.");
  const moment = point === undefined ? { at: Date.parse(time ?? "") } : await momentOf(point, context);
  if (moment === undefined) return refuse("Backup.NoSuchPoint", `The point ${point} is not known.`);
  const parts: RestorePart[] = [];
  const problems: RunProblem[] = [];
  const sentences: string[] = [];
  const found: Partial<Record<Restorable, number>> = {};
  for (const what of targetsOf("all")) {
    // A point is of one of them; the others go back to the moment that it holds.
    const from =
      point !== undefined && isOf(what, moment.of) ? { point } : { time: new Date(moment.at).toISOString() };
    const part = { what, run: `${run}-${what}`, ...from };
    const planned = await planPart({ ...common(order), ...part, what }, part.run, context);
    if ("problem" in planned) problems.push(planned.problem);
    else {
      found[what] = planned.at;
      sentences.push(...planned.sentences);
    }
    parts.push(part);
  }
  const [first] = problems;
  if (first) return refuse(first.error, problems.map(({ cause }) => cause).join(" "));
  return {
    run: { what: "all", run, parts, asks: placesOf(context).permanent },
    at: moment.at,
    sentences: [...sentences, ...filesApart(found.database ?? 0, found.files ?? 0)],
  };
}

const refuse = (error: string, cause: string) => ({ problem: { error, cause } });

const common = ({ reason, requestedBy }: RestoreAllOrder) => ({ dryRun: false, reason, requestedBy });

/** Of secrets the points of the configuration tell. */
const isOf = (what: Restorable, of: string | undefined): boolean =>
  (what === "secrets" ? "configuration" : what) === of;

async function momentOf(
  point: string,
  context: StepContext,
): Promise<{ readonly at: number; readonly of?: string } | undefined> {
  for (const of of backedUpTargets) {
    const found = (await readPoints(context, of)).find(({ id }) => id === point);
    if (found) return { at: found.capturedAt, of };
  }
  return undefined;
}

type Part = { readonly at: number; readonly sentences: readonly string[] } | { readonly problem: RunProblem };

/** As the workflow that restores it plans it. */
export async function planPart(order: RestoreOrder, run: string, context: StepContext): Promise<Part> {
  const { what } = order;
  if (await isUnderWay(context, "restore", what))
    return refuse("Backup.AlreadyRunning", `Another restore works on ${what} just now, or keeps its old.`);
  if (what === "configuration" || what === "secrets") {
    const planned = await planPutBack({ ...order, what }, run, context).catch(asProblem);
    return "problem" in planned ? planned : { at: planned.run.at, sentences: planned.sentences };
  }
  const planned = await planRestore({ ...order, what }, run, context);
  if ("refusal" in planned) return refuse(planned.refusal.error, planned.refusal.sentence);
  return { at: planned.run.at, sentences: planned.sentences };
}
