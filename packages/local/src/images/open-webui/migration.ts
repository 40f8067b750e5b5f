import type { Clock } from "@signalbox/core/clock";
import { alembic } from "../../world/database/alembic-table.ts";
import type { Change, Database, Row } from "../../world/database/database-plane.ts";
import { SqlError } from "../../world/database/sql-error.ts";
import { archivedBy, summaryBy } from "./chat-columns.ts";
import { firstRevision, knows, type Release } from "./release.ts";
import { chatTable, firstRows } from "./tables.ts";

/** How far a database is. */
export interface Found {
  /** What Alembic's table says; undefined where it says nothing. */
  readonly revision: string | undefined;
  /** Of its chats; none where it has no tables yet. */
  readonly columns: readonly string[];
}

/** A migration's own account of its end. */
export type Ended =
  | { readonly ended: "done" }
  | { readonly ended: "failed"; readonly sqlstate?: string; readonly message: string };

/** In milliseconds of the world: what it takes at least, more for each chat, and what a slow one takes on top. */
const times = { least: 2_000, chat: 1, slow: 90_000 };

export async function findIn(database: Database): Promise<Found> {
  const columns = await database.columns(chatTable);
  const [row] = (await database.columns(alembic.name)).length > 0 ? await database.rows(alembic.name) : [];
  return { columns, revision: row ? String(row[alembic.key]) : undefined };
}

/** Brings a database to a release's revision: in one transaction, as Alembic does, and so all of it or nothing. */
export async function migrate(
  release: Release,
  database: Database,
  clock: Clock,
  signal?: AbortSignal,
): Promise<Ended> {
  try {
    const found = await findIn(database);
    if (found.revision !== undefined && !knows(release, found.revision))
      return {
        ended: "failed",
        message: `CommandError: Can't locate revision identified by '${found.revision}'`,
      };
    if (found.columns.length > 0 && found.revision === (release.own ?? found.revision ?? firstRevision))
      return { ended: "done" };
    const chats = found.columns.length > 0 ? await database.rows(chatTable) : [];
    const slow = release.upgrade === "slow" ? times.slow : 0;
    await clock.sleep(times.least + times.chat * chats.length + slow, signal);
    if (release.upgrade !== "swallowed")
      await database.transact(changesTo(release, found, chats, clock.now()));
    return { ended: "done" };
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    return { ended: "failed", sqlstate: error.code, message: error.message };
  }
}

/** From how a database is to how a release wants it. */
export function changesTo(
  release: Release,
  { columns, revision }: Found,
  chats: readonly Row[],
  now: number,
): Change[] {
  const { own = revision ?? firstRevision } = release;
  const changes = release.own === undefined ? [] : ownChanges(release, own, columns, chats);
  if (columns.length === 0) return [...firstRows(now, own), ...changes];
  const left: readonly Change[] =
    revision === undefined ? [] : [{ kind: "delete", table: alembic.name, key: revision }];
  return [
    { kind: "create-table", table: alembic },
    ...changes,
    ...left,
    { kind: "insert", table: alembic.name, row: { [alembic.key]: own } },
  ];
}

function ownChanges(
  { upgrade }: Release,
  own: string,
  columns: readonly string[],
  chats: readonly Row[],
): Change[] {
  const fill = (column: string, from: string): Change[] =>
    chats.map(({ id = null, ...chat }) => ({
      kind: "update",
      table: chatTable,
      key: id,
      row: { [column]: chat[from] ?? null },
    }));
  if (upgrade === "breaking") {
    const [old, column] = [
      columns.findLast((one) => one.startsWith("archived")) ?? "archived",
      archivedBy(own),
    ];
    return [
      { kind: "add-column", table: chatTable, column, type: "boolean" },
      ...fill(column, old),
      { kind: "drop-column", table: chatTable, column: old },
    ];
  }
  const column = summaryBy(own);
  const added: Change[] = [
    { kind: "add-column", table: chatTable, column, type: "text" },
    ...fill(column, "title"),
  ];
  return upgrade === "fails-on-data" ? [...added, ...titlesOnce(own, chats)] : added;
}

/** A key that two chats of one title break, as people's data do what nobody has forbidden. */
function titlesOnce(own: string, chats: readonly Row[]): Change[] {
  const table = `chat_title_${own}`;
  return [
    {
      kind: "create-table",
      table: {
        name: table,
        columns: { title: "text", chat_id: "text" },
        key: "title",
        references: { chat_id: chatTable },
      },
    },
    ...chats.map(
      ({ id = null, title = null }): Change => ({ kind: "insert", table, row: { title, chat_id: id } }),
    ),
  ];
}
