import { alembic } from "../../world/database/alembic-table.ts";
import type { Change, Table } from "../../world/database/database-plane.ts";
import { firstRevision } from "./release.ts";

const user: Table = {
  name: "user",
  columns: { id: "text", name: "text", email: "text", role: "text", created_at: "bigint" },
  key: "id",
};

export const chatTable = "chat";

const chat: Table = {
  name: chatTable,
  columns: {
    id: "text",
    user_id: "text",
    title: "text",
    created_at: "bigint",
    updated_at: "bigint",
    archived: "boolean",
  },
  key: "id",
  references: { user_id: "user" },
};

const chatMessage: Table = {
  name: "chat_message",
  columns: { id: "text", chat_id: "text", role: "text", content: "text", created_at: "bigint" },
  key: "id",
  references: { chat_id: "chat" },
};

const config: Table = {
  name: "config",
  columns: { id: "serial", data: "text", created_at: "bigint" },
  key: "id",
};

/** Of Open WebUI's tables those that its chats need, with the columns that tell something, and one with a sequence. */
const tables: readonly Table[] = [user, chat, chatMessage, config, alembic];

export const users = 20;
export const userId = (index: number): string => `user-${index}`;

/** The tables and their first rows, as of a revision; a database that has these rows refuses them as a whole. */
export const firstRows = (now: number, revision = firstRevision): readonly Change[] => [
  ...tables.map((table): Change => ({ kind: "create-table", table })),
  ...Array.from({ length: users }, (_, index): Change => {
    const [id, name] = [userId(index), `User ${index}`];
    const role = index === 0 ? "admin" : "user";
    return {
      kind: "insert",
      table: "user",
      row: { id, name, email: `${id}@example.com`, role, created_at: seconds(now) },
    };
  }),
  { kind: "insert", table: "config", row: { data: '{"version":0}', created_at: seconds(now) } },
  { kind: "insert", table: alembic.name, row: { [alembic.key]: revision } },
];

/** Open WebUI counts in whole seconds since 1970. */
export const seconds = (ms: number): number => Math.floor(ms / 1000);
