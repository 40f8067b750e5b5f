import { z } from "zod";
import { Problem } from "../release/release.ts";
import { equal } from "./equal.ts";
import type { Migration, Surveyed } from "./evidence.ts";
import { judgeContents } from "./judge-contents.ts";
import { notAsRehearsed } from "./refusals.ts";
import { diffSchemas } from "./schema-diff.ts";

/** What became of the database that serves. */
export const MigrationOutcome = z.strictObject({
  /** Whether it is as the rehearsal left its clone. */
  fits: z.boolean(),
  /** Whether anything of it is otherwise than before: what has rolled back needs no restore. */
  changed: z.boolean(),
  /** Why it does not fit. */
  problem: Problem.nullable(),
  /** Of the migration, by its own account. */
  seconds: z.number().min(0),
});
export type MigrationOutcome = z.output<typeof MigrationOutcome>;

export interface MigrationSeen {
  /** The clone, before its migration and after it. */
  readonly rehearsed: { readonly before: Surveyed; readonly after: Surveyed };
  readonly before: Surveyed;
  readonly after: Surveyed;
  /** Undefined where nobody knows how it ended. */
  readonly migration: Migration | undefined;
  /** Whether nobody else wrote meanwhile; else its contents tell nothing of the migration. */
  readonly quiet: boolean;
}

/** Holds a migration against its rehearsal: by the revision, by definitions and, where nobody else wrote, by what the tables hold. */
export function judgeMigration(seen: MigrationSeen): MigrationOutcome {
  const { rehearsed, before, after, migration, quiet } = seen;
  const changed =
    !equal(before.revisions, after.revisions) ||
    diffSchemas(before.schema, after.schema).length > 0 ||
    (quiet && !equal(before.contents, after.contents));
  const seconds = migration?.seconds ?? 0;
  const outcome = (problem: Problem | null): MigrationOutcome => ({
    fits: problem === null,
    changed,
    problem,
    seconds,
  });
  if (migration && migration.ended !== "done") {
    const { ended, sqlstate, log = "it left no words" } = migration;
    const how =
      ended === "killed" ? "was ended from outside" : `failed${sqlstate ? ` with ${sqlstate}` : ""}`;
    const left = changed ? "what it did stayed" : "it has rolled back";
    return outcome({
      error: "Release.MigrationFailed",
      cause: `the migration ${how} after ${seconds.toFixed(1)} s, and ${left}: ${log}`,
    });
  }
  const findings = [
    ...notAsRehearsed(rehearsed.after, after),
    ...after.unfinished.map((name) => ({ sentence: `${name} is not finished after the migration.` })),
    ...(quiet ? unrehearsed(rehearsed, { before, after }) : []),
  ];
  const [first] = findings;
  if (!first) return outcome(null);
  const more = findings.length > 1 ? ` (${findings.length - 1} more.)` : "";
  return outcome({ error: "Release.NotAsRehearsed", cause: `${first.sentence}${more}` });
}

interface Around {
  readonly before: Surveyed;
  readonly after: Surveyed;
}

/** What became of rows that became of none on the clone; how many they are may differ, since more have been written. */
function unrehearsed(rehearsed: Around, real: Around): { readonly sentence: string }[] {
  const known = new Set(contentsFindings(rehearsed).map(({ where }) => where));
  return contentsFindings(real).filter(({ where }) => !known.has(where));
}

const contentsFindings = ({ before, after }: Around) =>
  judgeContents({
    schemas: { before: before.schema, after: after.schema },
    before: before.contents,
    after: after.contents,
    // Rows are not asked for on the database that serves.
    read: () => ({ before: undefined, after: undefined }),
  });
