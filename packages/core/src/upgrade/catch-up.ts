import { z } from "zod";
import { valuesIn } from "./contents.ts";
import type { Surveyed } from "./evidence.ts";
import { many } from "./finding.ts";
import { shortName } from "./schema.ts";

/** Something that the new version keeps up and the old one does not know of. */
export const CatchUp = z.strictObject({
  /** `schema.table`, or `schema.table.column`. */
  where: z.string(),
  /** That the migration filled, of all that there are. */
  rows: z.int().min(0),
  sentence: z.string(),
});
export type CatchUp = z.output<typeof CatchUp>;

/**
 * What a migration filled from what was there, once: rows that the old version writes afterwards are not in it, so it has to be
 * filled again for them when the old version has gone. A column that the database fills by its default needs nobody.
 */
export function catchUps(before: Surveyed, after: Surveyed): CatchUp[] {
  return Object.entries(after.contents).flatMap(([table, { rows, columns }]): CatchUp[] => {
    const name = shortName(table);
    const old = before.schema.tables[table];
    if (!old)
      return rows === 0
        ? []
        : [
            {
              where: table,
              rows,
              sentence: `${name}: ${many(rows, "row")} were made of others; what the old version writes is not among them.`,
            },
          ];
    return Object.entries(columns).flatMap(([column, contents]) => {
      const values = valuesIn(contents);
      const byDefault =
        contents.uniform && after.schema.tables[table]?.columns[column]?.default !== undefined;
      if (Object.hasOwn(old.columns, column) || values === 0 || byDefault) return [];
      const sentence = `${name}.${column}: ${values.toLocaleString("en-US")} of ${many(rows, "row")} were filled; rows that the old version writes are not.`;
      return [{ where: `${table}.${column}`, rows: values, sentence }];
    });
  });
}
