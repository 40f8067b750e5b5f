import type { Surveyed, UpgradeEvidence } from "./evidence.ts";
import { many, type UpgradeFinding } from "./finding.ts";
import { diffSchemas } from "./schema-diff.ts";

const refused = (where: string, sentence: string): UpgradeFinding => ({
  class: "refused",
  layer: "migration",
  where,
  sentence,
});

/** `already exists`: what a migration makes is there before it, https://www.postgresql.org/docs/current/errcodes-appendix.html */
const alreadyThere = ["42P07", "42701", "42710", "42P06"];

/** Why a release may not be tried at all, whatever its class. Each is seen on the clone, with production untouched. */
export function refusals(evidence: UpgradeEvidence): UpgradeFinding[] {
  return [...before(evidence), ...migrated(evidence)];
}

function* before({
  before: { revisions: found, unfinished },
  revisions,
}: UpgradeEvidence): Generator<UpgradeFinding> {
  if (found.length > 1)
    yield refused(
      "",
      `The database says that it is at ${found.join(" and ")}: two migrations ran, or one was interrupted.`,
    );
  for (const revision of found)
    if (revisions.length > 0 && !revisions.includes(revision))
      yield refused(
        "",
        `The image does not know the revision ${revision} that the database is at: it is older. The way back is a restore.`,
      );
  for (const name of unfinished)
    yield refused(name, `${name} is not finished: an attempt before was interrupted.`);
}

function* migrated({ migration, after, revisions }: UpgradeEvidence): Generator<UpgradeFinding> {
  const head = revisions.at(-1) ?? "";
  const log = migration.log === undefined ? "" : ` Its last words: ${migration.log}`;
  const state = migration.sqlstate === undefined ? "" : ` with ${migration.sqlstate}`;
  const seconds = `${migration.seconds.toFixed(1)} s`;
  if (migration.ended === "killed")
    yield refused("", `The migration was ended from outside after ${seconds}.${log}`);
  else if (migration.ended === "failed" && alreadyThere.includes(migration.sqlstate ?? ""))
    yield refused(
      "",
      `The migration found what it makes: an attempt before was interrupted, or another runs (${migration.sqlstate}).${log}`,
    );
  else if (migration.ended === "failed")
    yield refused("", `The migration failed${state} after ${seconds}.${log}`);
  else if (after && (after.revisions.length !== 1 || after.revisions[0] !== head))
    yield refused(
      "",
      `The migration ended as if all were well, and the database is at ${after.revisions.join(" and ") || "no revision"} instead of ${head}: a failure was swallowed.${log}`,
    );
  if (migration.ended === "done" && !after)
    yield refused("", "The database could not be looked at after the migration.");
  for (const name of after?.unfinished ?? [])
    yield refused(name, `${name} is not finished after the migration.`);
}

/**
 * What is not as the rehearsal left it, after the migration of production: its revision and its schema. Its contents have grown
 * since the clone was made, and are held against those before the migration by `judgeContents`.
 */
export function notAsRehearsed(rehearsed: Surveyed, real: Surveyed): UpgradeFinding[] {
  const [was, is] = [rehearsed, real].map(({ revisions }) => revisions.join(" and ") || "no revision");
  const changes = diffSchemas(rehearsed.schema, real.schema);
  return [
    ...(was === is ? [] : [refused("", `The database is at ${is}, and the rehearsal ended at ${was}.`)]),
    ...(changes.length === 0
      ? []
      : [
          refused(
            changes[0]?.where ?? "",
            `The schema is not the rehearsal's: ${many(changes.length, "difference")}, first ${changes[0]?.kind} of ${changes[0]?.where}.`,
          ),
        ]),
  ];
}
