import type { Target } from "../classes.ts";
import { lengthOf } from "../length-of-time.ts";
import {
  type Asked,
  type Choice,
  chooseSource,
  type Refusal,
  type Restorable,
  type Source,
} from "./choose-source.ts";

/** What restoring one target would do. */
export interface RestoreItem {
  readonly target: Target;
  readonly source: Source;
  /** What it takes the place of. */
  readonly replaces: string;
  /** How much newer data is not in it: from the moment that comes back until now. */
  readonly lostMs: number;
  /** How long the last verification of it took; undefined: none was measured. */
  readonly expectedMs: number | undefined;
  readonly sentence: string;
}

export type RestoreAct =
  | "check-place"
  | "restore-beside"
  | "verify-beside"
  | "ask-for-approval"
  | "put-back"
  | "switch-connections"
  | "restart-services"
  | "verify-again"
  | "keep-old";

export interface PlannedAct {
  readonly act: RestoreAct;
  /** Of acts that are done for each target. */
  readonly target?: Target;
  readonly text: string;
}

/** What a restore would do, printed before any act. With a refusal it has no acts: all of it is restored or nothing. */
export interface RestorePlan {
  readonly items: readonly RestoreItem[];
  readonly refusals: readonly Refusal[];
  readonly acts: readonly PlannedAct[];
  /** Who has to agree before anything that serves is changed. */
  readonly approval: "person" | "none";
  readonly warnings: readonly string[];
}

export interface Planned {
  readonly targets: readonly Target[];
  readonly asked: Asked;
  /** What there is of each target. */
  readonly from: (target: Target) => Restorable;
  /** What each target is now, such as the cluster's or the bucket's name. */
  readonly present: Readonly<Record<Target, string>>;
  /** How long the last verified restore of each took, in milliseconds. */
  readonly measured: Readonly<Partial<Record<Target, number>>>;
  /** In the order in which they are restarted. */
  readonly services: readonly string[];
  /** Whether the stage holds data that must outlive a mistake: then a person has to agree. */
  readonly permanent: boolean;
  readonly now: number;
}

/** Secrets first, since a database is opened with them; files last, since the database names them. */
const order: readonly Target[] = ["secrets", "configuration", "database", "files"];

/** The targets of a request. */
export const targetsOf = (what: Target | "all"): readonly Target[] => (what === "all" ? order : [what]);

/** What a restore would replace, lose and do, or why it is refused. */
export function planRestore(planned: Planned): RestorePlan {
  const { targets, permanent } = planned;
  const chosen = order
    .filter((target) => targets.includes(target))
    .map((target) => ({ target, choice: choose(planned, target) }));
  const refusals = chosen.flatMap(({ choice }) => ("refusal" in choice ? [choice.refusal] : []));
  const items = chosen.flatMap(({ target, choice }) =>
    "source" in choice ? [itemOf(planned, target, choice.source)] : [],
  );
  return {
    items,
    refusals,
    acts: refusals.length > 0 ? [] : actsOf(items, planned),
    approval: permanent ? "person" : "none",
    warnings: warningsOf(items),
  };
}

/** A point is of one target; the others go back to the moment that it holds. */
function choose({ targets, asked, from }: Planned, target: Target): Choice {
  const there = from(target);
  if ("time" in asked || targets.length === 1 || there.points.some(({ id }) => id === asked.point))
    return chooseSource(there, asked);
  const point = targets.flatMap((each) => from(each).points).find(({ id }) => id === asked.point);
  return chooseSource(there, point ? { time: point.capturedAt } : asked);
}

function itemOf({ present, measured, now }: Planned, target: Target, source: Source): RestoreItem {
  const lostMs = now - source.at;
  const replaces = present[target];
  const from = source.kind === "moment" ? "the log" : `the point ${source.point.id}`;
  const lost =
    lostMs === 0
      ? "nothing newer is lost"
      : `what was written in the ${lengthOf(lostMs)} since then is not in it`;
  const sentence = `${target}: ${replaces} is replaced by its state of ${new Date(source.at).toISOString()}, from ${from}; ${lost}.`;
  return { target, source, replaces, lostMs, expectedMs: measured[target], sentence };
}

function* acts(items: readonly RestoreItem[], { services, permanent }: Planned): Generator<PlannedAct> {
  const targets = items.map(({ target }) => target);
  const switched = targets.filter((target) => target === "database" || target === "files");
  const written: readonly Target[] = targets.filter(
    (target) => target === "secrets" || target === "configuration",
  );
  for (const target of targets)
    yield {
      act: "check-place",
      target,
      text: `See that key, vault, quota and room for ${target} are there.`,
    };
  for (const target of targets)
    yield {
      act: "restore-beside",
      target,
      text: written.includes(target)
        ? `Read the point back that tells of ${target}; nothing is touched.`
        : `Restore ${target} beside what serves; nothing of that is touched.`,
    };
  for (const target of targets)
    yield {
      act: "verify-beside",
      target,
      text: written.includes(target)
        ? `Compare it with its manifest, then ${target} with what stands now.`
        : `Compare ${target} with its manifest, and measure what is missing.`,
    };
  if (permanent)
    yield {
      act: "ask-for-approval",
      text: "Ask a person, with what was found. Nobody answers: all is taken away again.",
    };
  for (const target of written)
    yield { act: "put-back", target, text: `Write ${target} back, and keep what stood there before.` };
  if (switched.length > 0)
    yield {
      act: "switch-connections",
      text: `Switch the services to the restored ${switched.join(" and ")}, through one parameter.`,
    };
  if (switched.length > 0)
    yield { act: "restart-services", text: `Restart ${services.join(", ")}, in this order.` };
  yield {
    act: "verify-again",
    text:
      switched.length > 0
        ? "Verify again through the services, and go back at once where it fails."
        : "Look again whether it stands, and go back at once where it does not.",
  };
  yield {
    act: "keep-old",
    text: "Keep what was replaced, with a way back to it, until a person releases it.",
  };
}

const actsOf = (items: readonly RestoreItem[], planned: Planned): readonly PlannedAct[] => [
  ...acts(items, planned),
];

function* warnings(items: readonly RestoreItem[]): Generator<string> {
  for (const { target, source } of items)
    if (source.kind === "point" && source.point.phase !== "verified")
      yield `The point of ${target} was itself never restored and checked: it may not be whole.`;
  const database = items.find(({ target }) => target === "database");
  const files = items.find(({ target }) => target === "files");
  if (database && files) yield* filesApart(database.source.at, files.source.at);
}

/** What it means that database and files come back as of two moments, if they do. */
export function* filesApart(databaseAt: number, filesAt: number): Generator<string> {
  if (databaseAt === filesAt) return;
  const apart = lengthOf(Math.abs(databaseAt - filesAt));
  yield filesAt < databaseAt
    ? `The files are ${apart} older than the database: uploads of that time are named in it and missing.`
    : `The files are ${apart} newer than the database: uploads of that time are there, and nothing names them.`;
}

const warningsOf = (items: readonly RestoreItem[]): readonly string[] => [...warnings(items)];
