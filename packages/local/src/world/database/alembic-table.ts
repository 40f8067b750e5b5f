import type { Table } from "./database-plane.ts";

/** Where Alembic keeps what a schema is at: https://alembic.sqlalchemy.org/en/latest/api/runtime.html (version_table) */
export const alembic = {
  name: "alembic_version",
  columns: { version_num: "text" },
  key: "version_num",
} as const satisfies Table;
