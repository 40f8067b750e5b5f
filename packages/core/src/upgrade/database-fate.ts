import type { Run } from "../ledger/records.ts";
import type { Cutover } from "./outage.ts";

/** What became of a database that another region migrates, for the old version here that needs it as it was. */
export type DatabaseFate =
  | { readonly kind: "unknown" | "as-it-was" }
  | {
      readonly kind: "lost";
      readonly error: "Release.ReplicaLeftBehind" | "Release.DatabaseNotBack";
      readonly cause: string;
    };

/** By the release that migrates, once that has ended: before, it may still migrate or bring back. */
export function databaseFate(
  run: Pick<Run, "phase" | "report"> | undefined,
  { switched }: Pick<Cutover, "switched">,
): DatabaseFate {
  const outcome = run?.report?.outcome;
  if (run?.phase === "stuck" || outcome === "stuck")
    return lost("the release that migrates could not bring its region back, and waits for a person");
  if (outcome === undefined) return { kind: "unknown" };
  if (outcome === "promoted") return lost("the database is migrated, and the new version serves from it");
  if (switched)
    return {
      kind: "lost",
      error: "Release.ReplicaLeftBehind",
      cause: `the old version serves from ${switched.to} where the database is written, and the replica here follows ${switched.from}, which is migrated`,
    };
  return { kind: "as-it-was" };
}

const lost = (cause: string): DatabaseFate => ({ kind: "lost", error: "Release.DatabaseNotBack", cause });
