import { z } from "zod";
import { CatchUp, catchUps } from "./catch-up.ts";
import type { UpgradeEvidence } from "./evidence.ts";
import { UpgradeClass, UpgradeFinding } from "./finding.ts";
import { judgeAnswers, judgeNewAnswers } from "./judge-answers.ts";
import { judgeChange } from "./judge-change.ts";
import { judgeContents } from "./judge-contents.ts";
import { refusals } from "./refusals.ts";
import { type Change, diffSchemas } from "./schema-diff.ts";
import { waitedFor } from "./waits.ts";

/** What a rehearsal says of a release. */
export const UpgradeJudgement = z.strictObject({
  class: UpgradeClass,
  /** Why the class is no smaller; and whatever else is to be known. */
  findings: z.array(UpgradeFinding),
  /** Any: the release may not be tried, and the class is only that of what was seen. */
  refused: z.array(UpgradeFinding),
  /** Of an additive release. */
  catchUp: z.array(CatchUp),
  /** `schema.table` that the old version waits for while the migration runs. */
  waits: z.array(z.string()),
  /** Of the migration on the clone. */
  seconds: z.number().min(0),
});
export type UpgradeJudgement = z.output<typeof UpgradeJudgement>;

/**
 * `breaking` where any layer shows that the old version cannot go on with the new schema: it misses something, is refused or reads
 * something else; `additive` where something has changed and no layer shows that; else `none`. The layers miss different things:
 * definitions do not see rows that move, rows do not see what will be written, statements do not see what nobody asked.
 */
export function classify(evidence: UpgradeEvidence): UpgradeJudgement {
  const { before, after, old, migration } = evidence;
  const refused = [
    ...refusals(evidence),
    ...(evidence.new ? judgeNewAnswers(evidence.new.probes, evidence.new.answers) : []),
  ];
  const seconds = migration.seconds;
  if (!after || migration.ended !== "done")
    return { class: "none", findings: [], refused, catchUp: [], waits: [], seconds };
  const around = { before: before.schema, after: after.schema, held: before.contents, holds: after.contents };
  const readOf = (table: string) => {
    const read = old.probes.find((probe) => probe.table === table && probe.does === "read")?.id ?? "";
    return { before: old.before[read], after: old.after[read] };
  };
  const changes = diffSchemas(before.schema, after.schema);
  const findings = [
    ...changes
      .toSorted((one, other) => Number(isQuiet(one)) - Number(isQuiet(other)))
      .map((change) => judgeChange(change, around)),
    ...judgeContents({
      schemas: { before: before.schema, after: after.schema },
      before: before.contents,
      after: after.contents,
      read: readOf,
    }),
    ...judgeAnswers(old.probes, old.before, old.after),
  ];
  const breaking = findings.some((finding) => finding.class === "breaking");
  return {
    class: breaking ? "breaking" : findings.length > 0 ? "additive" : "none",
    findings: findings.toSorted((one, other) => weight(other) - weight(one)),
    refused,
    catchUp: breaking ? [] : catchUps(before, after),
    waits: waitedFor(changes, before.schema),
    seconds,
  };
}

/** What is new beside the rest says the least. */
const isQuiet = ({ kind }: Change): boolean =>
  ["table-added", "column-added", "index-added", "index-removed"].includes(kind);

const weight = (finding: UpgradeFinding): number => (finding.class === "breaking" ? 1 : 0);
