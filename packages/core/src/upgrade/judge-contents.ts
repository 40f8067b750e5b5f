import type { Answer } from "./answers.ts";
import { widens } from "./column-type.ts";
import { type ColumnContents, type Contents, type TableContents, valuesIn } from "./contents.ts";
import { many, type UpgradeFinding } from "./finding.ts";
import { type Schema, shortName } from "./schema.ts";

/** What the contents of tables that both versions know are judged by. */
export interface Held {
  readonly schemas: { readonly before: Schema; readonly after: Schema };
  readonly before: Contents;
  readonly after: Contents;
  /** What the old version read of a table, by `schema.table`, of the same rows before and after. */
  readonly read: (table: string) => {
    readonly before: Answer | undefined;
    readonly after: Answer | undefined;
  };
}

/**
 * What became of the rows that the old version knows, whatever the definitions say: a column that is dropped and added again is
 * no difference between two schemas, and rows that went to another table are missed by nobody but who looks for them.
 */
export function judgeContents(held: Held): UpgradeFinding[] {
  return Object.entries(held.before).flatMap(([name, was]) => {
    const is = held.after[name];
    return is ? [...judgeTable(name, was, is, held)] : [];
  });
}

function* judgeTable(
  name: string,
  was: TableContents,
  is: TableContents,
  held: Held,
): Generator<UpgradeFinding> {
  const short = shortName(name);
  const found = (verdict: "additive" | "breaking", where: string, sentence: string): UpgradeFinding => ({
    class: verdict,
    layer: "contents",
    where,
    sentence,
  });
  if (is.rows < was.rows)
    yield found(
      "breaking",
      name,
      `${short} had ${many(was.rows, "row")} and has ${is.rows.toLocaleString("en-US")}${grownBy(was.rows - is.rows, held)}: the old version reads an incomplete answer, without any error.`,
    );
  if (is.rows > was.rows)
    yield found(
      "additive",
      name,
      `${short} has ${many(is.rows - was.rows, "row")} more, which the old version reads as its own.`,
    );
  const renamed =
    is.rows !== was.rows
      ? undefined
      : was.key.find((part) => was.columns[part]?.digest !== is.columns[part]?.digest);
  for (const [column, before] of Object.entries(was.columns)) {
    const after = is.columns[column];
    if (!after) continue;
    const where = `${name}.${column}`;
    const [had, has] = [valuesIn(before), valuesIn(after)];
    if (has < had && was.rows - is.rows < had - has)
      yield found(
        "breaking",
        where,
        `${shortName(where)} had ${many(had, "value")} and has ${has.toLocaleString("en-US")}.`,
      );
    else if (column === renamed)
      yield found(
        "breaking",
        where,
        `${short} goes by other values of ${column}: what the old version remembers it does not find.`,
      );
    else if (
      renamed === undefined &&
      is.rows === was.rows &&
      before.digest !== after.digest &&
      isKept(name, column, held)
    )
      yield judgeChanged(where, { before, after, rows: was.rows, sameForm: sameForm(name, column, held) });
  }
}

/** Where as many rows as are missing turned up. */
function grownBy(missing: number, { before, after }: Held): string {
  const to = Object.keys(after).filter(
    (table) => (after[table]?.rows ?? 0) - (before[table]?.rows ?? 0) === missing,
  );
  return to.length === 0 ? "" : `; as many are new in ${to.map(shortName).join(" and in ")}`;
}

const isKept = (table: string, column: string, { schemas: { before, after } }: Held): boolean => {
  const [was, is] = [before, after].map((schema) => schema.tables[table]?.columns[column]?.type);
  return was !== undefined && is !== undefined && widens(was, is);
};

interface Changed {
  readonly before: ColumnContents;
  readonly after: ColumnContents;
  readonly rows: number;
  /** Whether in the rows that were read each value that kept its form is the same one. */
  readonly sameForm: boolean;
}

/**
 * Values that the migration wrote over. It is a repair, and no harm, where fewer rows than not took a form (JSON's kind, a value
 * instead of NULL) that the old version's own rows have already, and the others are what they were. Anything else the old version
 * has never read there.
 */
function judgeChanged(where: string, { before, after, rows, sameForm }: Changed): UpgradeFinding {
  const was = { ...before.forms, NULL: rows - valuesIn(before) };
  const is = { ...after.forms, NULL: rows - valuesIn(after) };
  const forms = Object.keys({ ...was, ...is });
  const count = (of: Readonly<Record<string, number>>, form: string): number => of[form] ?? 0;
  const left = forms.filter((form) => count(is, form) < count(was, form));
  const took = forms.filter((form) => count(is, form) > count(was, form));
  const moved = left.reduce((sum, form) => sum + count(was, form) - count(is, form), 0);
  const known = took.every((form) => count(was, form) > moved);
  const repaired = moved > 0 && known && sameForm;
  const name = shortName(where);
  return {
    class: repaired ? "additive" : "breaking",
    layer: "contents",
    where,
    sentence: repaired
      ? `${name} of ${many(moved, "row")} was ${left.join(", ")} and is ${took.join(", ")}, as in the others.`
      : moved > 0
        ? `${name} of ${many(moved, "row")} was ${left.join(", ")} and is ${took.join(", ")}, which the old version does not know there, or others changed with them.`
        : `${name} holds other values than before, in ${many(valuesIn(after), "row")} at most.`,
  };
}

function sameForm(table: string, column: string, { read }: Held): boolean {
  const { before, after } = read(table);
  if (before?.said !== "yes" || after?.said !== "yes") return false;
  const [was = [], is = []] = [before.cells[column], after.cells[column]];
  const formOf = (cell: string | undefined): string => (cell ?? "").split(":", 1).join();
  return (
    was.length === is.length && was.every((cell, row) => cell === is[row] || formOf(cell) !== formOf(is[row]))
  );
}
