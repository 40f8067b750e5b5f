import { readFileSync } from "node:fs";
import { z } from "zod";

const Revision = z.strictObject({
  /** The first release that has it. */
  release: z.string(),
  date: z.iso.date(),
  revision: z.string(),
  downRevision: z.string().optional(),
  /** What it does to the version before it; absent: nobody has said. */
  label: z.enum(["none", "additive", "breaking"]).optional(),
  sql: z.array(z.string()),
  /** For installations born on v0.9.6 or later, where that is another. */
  sqlFreshLineage: z.array(z.string()).optional(),
  /** Statements of the release before, and how each is refused after. */
  probes: z.array(z.strictObject({ sql: z.string(), sqlstate: z.string().optional() })).optional(),
  /** Data by which the step fails: what makes them so, and how it fails. */
  failsOnData: z.array(z.strictObject({ prepare: z.string(), sqlstate: z.string() })).optional(),
});
export type Revision = z.output<typeof Revision>;

/** Installations born before v0.9.6 have their tables from another layer than those born later; they never become the same. */
export const lineages = ["legacy", "fresh"] as const;
export type Lineage = (typeof lineages)[number];

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), "utf8");

/**
 * Open WebUI's revisions in order, one line without branches: facts of https://github.com/open-webui/open-webui
 * (backend/open_webui/migrations/versions, v0.3.17 to v0.11.1), restated as SQL for PostgreSQL. None of its code is here.
 */
export const revisions: readonly Revision[] = z.array(Revision).parse(JSON.parse(read("revisions.json")));

/** The first revision is in the fresh base already: it makes the tables of an empty database. */
const madeByBase = "7e5b5dc7342b";

/** The schema that a lineage begins with, of v0.3.16. */
export const baseOf = (lineage: Lineage): string =>
  read(lineage === "legacy" ? "base.sql" : "base-fresh.sql");

/** Releases that have revisions of their own, in order. */
export const releases: readonly string[] = [...new Set(revisions.map(({ release }) => release))];

/** The revisions that an image of a release has, oldest first. */
export function revisionsOf(release: string): string[] {
  const last = revisions.findLastIndex((one) => one.release === release);
  return revisions.slice(0, last + 1).map(({ revision }) => revision);
}

/**
 * What a release's migration says to a database that is at `from`, a revision; undefined: before the first. Nothing where the
 * release does not know it: Open WebUI logs that and starts all the same, https://github.com/open-webui/open-webui/issues/26163
 */
export function stepsTo(release: string, lineage: Lineage, from: string | undefined): string[] {
  const wanted = revisionsOf(release);
  const done = from === undefined ? 0 : wanted.indexOf(from) + 1 || wanted.length;
  const steps = revisions.slice(done, wanted.length);
  const head = steps.at(-1)?.revision;
  if (head === undefined) return [];
  return [
    "CREATE TABLE IF NOT EXISTS alembic_version (version_num varchar(32) PRIMARY KEY)",
    ...steps.flatMap(({ revision, sql, sqlFreshLineage }) =>
      revision === madeByBase ? [] : lineage === "fresh" ? (sqlFreshLineage ?? sql) : sql,
    ),
    "DELETE FROM alembic_version",
    `INSERT INTO alembic_version VALUES ('${head}')`,
  ];
}

const order = ["none", "additive", "breaking"] as const;

/** What a release does to the one before it by what is known of its revisions; undefined: nobody has said. */
export function labelOf(release: string): (typeof order)[number] | undefined {
  const labels = revisions.filter((one) => one.release === release).map(({ label }) => label);
  return labels.includes(undefined) ? undefined : order.findLast((label) => labels.includes(label));
}
