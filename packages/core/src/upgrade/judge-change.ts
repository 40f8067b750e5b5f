import { widens } from "./column-type.ts";
import type { Contents } from "./contents.ts";
import { atMost, enoughRows, many, type UpgradeFinding } from "./finding.ts";
import { type ForeignKey, type Schema, shortName, type Unique } from "./schema.ts";
import type { Change } from "./schema-diff.ts";

/** What a change is judged by, besides itself. */
export interface Around {
  readonly before: Schema;
  readonly after: Schema;
  readonly held: Contents;
  readonly holds: Contents;
}

type Judged = readonly ["additive" | "breaking", sentence: string];

/**
 * What one change of the schema does to the version that does not know it. It reads and writes as a mapper of objects does: it
 * names each column that it knows, and no other. What only the data can tell (whether it ever writes what is forbidden now) is
 * told by them.
 */
export function judgeChange(change: Change, around: Around): UpgradeFinding {
  const [verdict, sentence] = judge(change, around);
  return { class: verdict, layer: "schema", where: change.where, sentence };
}

function judge(change: Change, around: Around): Judged {
  const name = shortName(change.where);
  switch (change.kind) {
    case "table-added":
      return newTable(change.where, around);
    case "table-removed":
      return ["breaking", `${name} is gone, and the old version reads and writes it.`];
    case "table-renamed":
      return [
        "breaking",
        `${name} is now ${shortName(change.to)}: the old version looks for it by its old name.`,
      ];
    case "column-added":
      return newColumn(name, change.definition);
    case "column-removed":
      return ["breaking", `${name} is gone: the old version names it in every statement on its table.`];
    case "type-changed":
      return widens(change.from, change.to)
        ? ["additive", `${name} is ${change.to}, which holds all that ${change.from} did.`]
        : [
            "breaking",
            `${name} was ${change.from} and is ${change.to}: the old version is handed something else.`,
          ];
    case "null-refused":
      return nowRefused(name, change, around);
    case "null-allowed":
      return ["additive", `${name} may be NULL, which the old version has never read there.`];
    case "default-changed":
      return newDefault(name, change, around);
    case "unique-added":
      return newUnique(name, change.where, change.unique, around);
    case "unique-removed":
      return [
        "additive",
        `${name} may repeat ${listed(change.unique)}: the old version may find two rows where it knows one.`,
      ];
    case "foreign-key-added":
      return newForeignKey(name, change.where, change.key, around);
    case "foreign-key-removed":
      return change.key.onDelete === "no action" || change.key.onDelete === "restrict"
        ? ["additive", `${name} may refer to rows of ${shortName(change.key.target)} that are gone.`]
        : [
            "breaking",
            `A row of ${shortName(change.key.target)} goes without its rows of ${name}, which the old version leaves to the database.`,
          ];
    case "foreign-key-acts-otherwise":
      return [
        "breaking",
        `Deleting a row of ${shortName(change.to.target)} did "${change.from.onDelete}" to its rows of ${name}, and does "${change.to.onDelete}".`,
      ];
    case "check-added":
      return newCheck(name, change.where, change.check.columns, change.check.condition, around);
    case "check-removed":
      return ["additive", `${name} is not held to ${change.check.condition} any more.`];
    case "index-added":
      return [
        "additive",
        `${name} has an index more, ${change.definition}: no answer changes, and writes wait while it is built.`,
      ];
    case "index-removed":
      return [
        "additive",
        `${name} has an index less, ${change.definition}: no answer changes, and some take longer.`,
      ];
    case "trigger-added":
    case "trigger-removed":
      return [
        "breaking",
        `What a write to ${name} does has changed: ${change.kind.replace("-", " ")}, ${change.definition}.`,
      ];
    case "view-removed":
    case "view-changed":
      return [
        "breaking",
        `The view ${name} is ${change.kind === "view-removed" ? "gone" : "another query"}.`,
      ];
    case "sequence-removed":
    case "enum-removed":
      return ["breaking", `${name} is gone, and the old version may name it.`];
    case "enum-changed":
      return change.gone.length > 0
        ? ["breaking", `${name} has no ${change.gone.join(", ")} any more, which the old version may write.`]
        : ["additive", `${name} may be ${change.added.join(", ")}, which the old version does not know.`];
    case "view-added":
    case "sequence-added":
    case "sequence-changed":
    case "enum-added":
      return ["additive", `${name} is ${change.kind.endsWith("added") ? "new" : "defined otherwise"}.`];
  }
}

/** A table that nobody knew harms nobody, unless rows in it keep the old version from deleting others. */
function newTable(where: string, { before, after, holds }: Around): Judged {
  const name = shortName(where);
  const rows = holds[where]?.rows ?? 0;
  const keeping = (after.tables[where]?.foreignKeys ?? []).find(
    (key) => Object.hasOwn(before.tables, key.target) && holdsBack(key),
  );
  if (!keeping) return ["additive", `${name} is new${rows > 0 ? `, with ${many(rows, "row")}` : ""}.`];
  const target = shortName(keeping.target);
  return rows > 0
    ? [
        "breaking",
        `${name} is new, and its ${many(rows, "row")} keep the old version from deleting rows of ${target}.`,
      ]
    : [
        "additive",
        `${name} is new: what is written there keeps the old version from deleting that row of ${target}.`,
      ];
}

const holdsBack = ({ onDelete }: ForeignKey): boolean => onDelete === "no action" || onDelete === "restrict";

function newColumn(
  name: string,
  { nullable, default: given }: { nullable: boolean; default?: string | undefined },
): Judged {
  if (given !== undefined) return ["additive", `${name} is new, and is ${given} where nobody says more.`];
  return nullable
    ? ["additive", `${name} is new, and NULL where nobody says more.`]
    : [
        "breaking",
        `${name} is new, must not be NULL and has no default: every row that the old version adds is refused.`,
      ];
}

/** The old version names the column in each row that it adds, so a default does not help it. */
function nowRefused(
  name: string,
  { table, column }: { readonly table: string; readonly column: string },
  { held }: Around,
): Judged {
  const { rows = 0, columns = {} } = held[table] ?? {};
  const values = Object.values(columns[column]?.forms ?? {}).reduce((sum, count) => sum + count, 0);
  if (values < rows)
    return [
      "breaking",
      `${name} must not be NULL any more, and was in ${many(rows - values, "row")} that the old version wrote.`,
    ];
  return neverBroken(rows, `${name} must not be NULL any more`);
}

/** What a statement leaves to the database is what a mapper leaves out; without a default it is NULL. */
function newDefault(
  name: string,
  {
    table,
    column,
    from,
    to,
  }: { table: string; column: string; from: string | undefined; to: string | undefined },
  { after }: Around,
): Judged {
  const nullable = after.tables[table]?.columns[column]?.nullable !== false;
  return to === undefined && !nullable
    ? [
        "breaking",
        `${name} has lost its default ${from}, and must not be NULL: rows that leave it to the database are refused.`,
      ]
    : ["additive", `${name} is ${to ?? "NULL"} where nobody says more, and was ${from ?? "NULL"}.`];
}

/**
 * A unique key forbids only what the old version may write. It may write nothing that it might not before where a key on fewer of
 * the columns stands already, nor where a column is new and NULL in all that it adds. For the rest its rows speak.
 */
function newUnique(name: string, table: string, unique: Unique, { before, after, held }: Around): Judged {
  const old = before.tables[table];
  const said = `${name} must not repeat ${listed(unique)}`;
  const implied = old?.uniques.some(
    (one) =>
      (one.where === undefined || one.where === unique.where) &&
      one.on.every((part) => unique.on.includes(part)),
  );
  if (implied) return ["additive", `${said}, which a key forbade already.`];
  const left = unique.on.find((part) => {
    const column = after.tables[table]?.columns[part];
    return column?.nullable && column.default === undefined && !Object.hasOwn(old?.columns ?? {}, part);
  });
  if (left !== undefined && !unique.nullsAlike)
    return [
      "additive",
      `${said}; ${left} is NULL in what the old version adds, and no NULL is a repetition.`,
    ];
  return neverBroken(held[table]?.rows ?? 0, said);
}

/** New rows must refer to what is there; what the rows that exist do says how likely the old version does otherwise. */
function newForeignKey(name: string, table: string, key: ForeignKey, { before, held }: Around): Judged {
  const said = `${name} must refer to rows of ${shortName(key.target)} by ${key.columns.join(", ")}`;
  const known = before.tables[table]?.columns ?? {};
  if (key.columns.some((column) => !Object.hasOwn(known, column)))
    return ["additive", `${said}, a column that the old version does not write.`];
  if (holdsBack(key) && Object.hasOwn(before.tables, key.target))
    return ["breaking", `${said}: the old version cannot delete a row there any more that is referred to.`];
  return neverBroken(held[table]?.rows ?? 0, said);
}

function newCheck(
  name: string,
  table: string,
  columns: readonly string[],
  condition: string,
  { before, held }: Around,
): Judged {
  const said = `${name} must fulfil ${condition}`;
  const known = before.tables[table]?.columns ?? {};
  return columns.length > 0 && columns.every((column) => !Object.hasOwn(known, column))
    ? ["additive", `${said}, about columns that the old version does not write.`]
    : neverBroken(held[table]?.rows ?? 0, said);
}

/** The migration has gone through, so no row that is there breaks the rule, though nothing enforced it. */
const neverBroken = (rows: number, said: string): Judged =>
  rows >= enoughRows
    ? [
        "additive",
        `${said}: it holds in all ${many(rows, "row")}, so at most ${atMost(rows)} writes of the old version break it (95 %).`,
      ]
    : [
        "breaking",
        `${said}, and with ${many(rows, "row")} nobody can tell that the old version keeps to it.`,
      ];

const listed = ({ on, where }: Unique): string =>
  `(${on.join(", ")})${where === undefined ? "" : ` where ${where}`}`;
