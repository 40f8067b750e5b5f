import type { Contents } from "@signalbox/core/upgrade/contents";
import type { Surveyed, UpgradeEvidence } from "@signalbox/core/upgrade/evidence";
import type { Probe } from "@signalbox/core/upgrade/probes";
import { inSnapshot } from "@signalbox/functions/database/in-snapshot";
import { surveyAfter, surveyBefore } from "@signalbox/functions/upgrade/around-migration";
import { readContents } from "@signalbox/functions/upgrade/read-contents";
import { readRevisions, readSchema, readUnfinished } from "@signalbox/functions/upgrade/read-schema";
import { survey } from "@signalbox/functions/upgrade/survey";
import {
  revisions as history,
  type Lineage,
  revisionsOf,
  stepsTo,
} from "@signalbox/local/images/open-webui/history/history";
import { migrate } from "@signalbox/local/images/open-webui/history/migrate";
import type pg from "pg";

/** What a database held when it was looked at last, and the tables that were written to since. */
export interface Known {
  readonly contents: Contents;
  readonly written: readonly string[];
}

export interface Jump {
  readonly release: string;
  readonly lineage: Lineage;
  readonly known?: Known;
  /** What the old version was heard to say; else what was written down of it. */
  readonly statements?: readonly Probe[];
}

/** Migrates a database to a release of Open WebUI and gathers what a rehearsal does. */
export async function rehearse(
  client: pg.ClientBase,
  { release, lineage, known, statements }: Jump,
): Promise<UpgradeEvidence> {
  const [from] = await readRevisions(client);
  const before = await surveyBefore(
    client,
    statements ?? recorded(release, from),
    known ? () => surveyChanged(client, known) : survey,
  );
  const migration = await migrate(client, stepsTo(release, lineage, from));
  const after = await surveyAfter(client, before.surveyed.contents, before.probes);
  return {
    version: 1,
    revisions: revisionsOf(release),
    migration,
    before: before.surveyed,
    after: after.surveyed,
    old: { probes: before.probes, before: before.answers, after: after.answers },
    new: after.new,
  };
}

/** What the release before says, as far as it was written down, to the tables that the next revisions change. */
function recorded(release: string, from: string | undefined): Probe[] {
  const done = from === undefined ? 0 : history.findIndex(({ revision }) => revision === from) + 1;
  const steps = history.slice(done).filter((one) => revisionsOf(release).includes(one.revision));
  return steps.flatMap(({ revision, probes = [] }) =>
    probes.map(({ sql }, index) => ({
      id: `recorded: ${revision} ${index}`,
      table: "",
      does: "plan" as const,
      text: sql,
      values: [],
    })),
  );
}

/** As `survey`, but only what was written to since is read again. */
function surveyChanged(client: pg.ClientBase, { contents, written }: Known): Promise<Surveyed> {
  return inSnapshot(client, async () => {
    const schema = await readSchema(client);
    const names = Object.keys(schema.tables).filter((name) => written.includes(name) || !(name in contents));
    return {
      revisions: await readRevisions(client),
      unfinished: await readUnfinished(client),
      schema,
      contents: { ...contents, ...(await readContents(client, schema, contents, names)) },
    };
  });
}
