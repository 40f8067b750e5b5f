import type { Contents } from "@signalbox/core/upgrade/contents";
import type { Surveyed } from "@signalbox/core/upgrade/evidence";
import type pg from "pg";
import { inSnapshot } from "../database/in-snapshot.ts";
import { readContents } from "./read-contents.ts";
import { readRevisions, readSchema, readUnfinished } from "./read-schema.ts";

/**
 * A database as of one moment: where its migrations are, its schema and what it holds. `earlier` is what it held before a
 * migration. Throws what PostgreSQL throws.
 */
export function survey(client: pg.ClientBase, earlier?: Contents): Promise<Surveyed> {
  return inSnapshot(client, async () => {
    const schema = await readSchema(client);
    return {
      revisions: await readRevisions(client),
      unfinished: await readUnfinished(client),
      schema,
      contents: await readContents(client, schema, earlier),
    };
  });
}
