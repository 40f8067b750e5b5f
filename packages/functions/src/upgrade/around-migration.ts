import type { Answers } from "@signalbox/core/upgrade/answers";
import type { Contents } from "@signalbox/core/upgrade/contents";
import type { Surveyed } from "@signalbox/core/upgrade/evidence";
import { type Probe, probesOf } from "@signalbox/core/upgrade/probes";
import type pg from "pg";
import { z } from "zod";
import { ask } from "../database/ask.ts";
import { askProbes } from "./ask-probes.ts";
import { readSamples } from "./read-samples.ts";
import { survey } from "./survey.ts";

/** A database before its migration, and what the version that serves says to it. */
export interface SurveyedBefore {
  readonly surveyed: Surveyed;
  /** That it takes on disk. */
  readonly bytes: number;
  readonly probes: Probe[];
  readonly answers: Answers;
}

/** A database after it: what the old version's statements get now, and what the new version's own get. */
export interface SurveyedAfter {
  readonly surveyed: Surveyed;
  readonly bytes: number;
  readonly answers: Answers;
  readonly new: { readonly probes: Probe[]; readonly answers: Answers };
}

/** `recorded` are statements that the version was heard to say; `read` looks at the database. */
export async function surveyBefore(
  client: pg.ClientBase,
  recorded: readonly Probe[],
  read: typeof survey = survey,
): Promise<SurveyedBefore> {
  const surveyed = await read(client);
  const probes = [...probesOf(surveyed.schema, await readSamples(client, surveyed.schema)), ...recorded];
  return { surveyed, bytes: await sizeOf(client), probes, answers: await askProbes(client, probes) };
}

/** `before` is what the database held, `probes` are those that were asked then. */
export async function surveyAfter(
  client: pg.ClientBase,
  before: Contents,
  probes: readonly Probe[],
): Promise<SurveyedAfter> {
  const surveyed = await survey(client, before);
  const reads = probesOf(surveyed.schema, {}).filter(({ does }) => does === "read");
  return {
    surveyed,
    bytes: await sizeOf(client),
    answers: await askProbes(client, probes),
    new: { probes: reads, answers: await askProbes(client, reads) },
  };
}

async function sizeOf(client: pg.ClientBase): Promise<number> {
  const [found] = await ask(
    client,
    z.object({ bytes: z.number() }),
    "select pg_database_size(current_database())::float8 as bytes",
  );
  return found?.bytes ?? 0;
}
