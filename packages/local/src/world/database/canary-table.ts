import type { Table } from "./database-plane.ts";

/** As `write-canary.ts` makes it, for databases that are a model. */
export const canary: Table = { name: "signalbox.canary", columns: { at: "bigint" }, key: "at" };
