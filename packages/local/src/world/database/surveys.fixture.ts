import { classify } from "@signalbox/core/upgrade/classify";
import type { Databases } from "@signalbox/functions/database/databases";
import { expect, test } from "vitest";
import type { WorldClock } from "../clock.ts";
import { alembic } from "./alembic-table.ts";
import type { Change, DatabasePlane } from "./database-plane.ts";
import { databasesOf } from "./databases.ts";

const login = { host: "db.example", database: "openwebui", username: "postgres", password: "" };

const base: readonly Change[] = [
  { kind: "create-table", table: { name: "user", columns: { id: "text" }, key: "id" } },
  {
    kind: "create-table",
    table: {
      name: "chat",
      columns: { id: "text", user_id: "text", archived: "boolean" },
      key: "id",
      references: { user_id: "user" },
    },
  },
  { kind: "create-table", table: { name: "config", columns: { id: "serial", data: "text" }, key: "id" } },
  { kind: "create-table", table: alembic },
  { kind: "insert", table: alembic.name, row: { version_num: "one" } },
  { kind: "insert", table: "user", row: { id: "u" } },
  { kind: "insert", table: "config", row: { data: "{}" } },
  ...["a", "b"].map(
    (id): Change => ({ kind: "insert", table: "chat", row: { id, user_id: "u", archived: false } }),
  ),
];

const to = (revision: string): readonly Change[] => [
  { kind: "delete", table: alembic.name, key: "one" },
  { kind: "insert", table: alembic.name, row: { version_num: revision } },
];

/** What every kind of database tells of a migration. */
export function surveys(open: () => { readonly plane: DatabasePlane; readonly clock: WorldClock }): void {
  const rehearsed = async (changes: readonly Change[]) => {
    const { plane, clock } = open();
    const name = `surveyed-${changes.length}`;
    const database = await plane.create(name, login.database);
    plane.point(login.host, name);
    const asked: Databases = databasesOf({ databases: plane, clock });
    await asked.writeCanary(login, clock.now());
    await database.transact(base);
    const held = await database.contents();
    const before = await asked.surveyBefore(login, await asked.readStatements(login));
    expect(await database.contents()).toMatchObject({ tables: held.tables });
    await database.transact([...changes, ...to("two")]);
    const after = await asked.surveyAfter(login, before.surveyed.contents, before.probes);
    await plane.remove(name);
    return classify({
      version: 1,
      revisions: ["one", "two"],
      migration: { ended: "done", seconds: 1 },
      before: before.surveyed,
      after: after.surveyed,
      old: { probes: before.probes, before: before.answers, after: after.answers },
      new: after.new,
    });
  };

  test("a survey tells a migration that changes nothing, one that adds and one that breaks, and leaves no trace", async () => {
    expect(await rehearsed([])).toMatchObject({ class: "none", refused: [] });
    const add: Change = { kind: "add-column", table: "chat", column: "pinned", type: "boolean" };
    expect(await rehearsed([add])).toMatchObject({ class: "additive", refused: [] });
    const broken = await rehearsed([add, { kind: "drop-column", table: "chat", column: "archived" }]);
    expect(broken).toMatchObject({ class: "breaking", refused: [] });
    expect(broken.findings).toContainEqual(
      expect.objectContaining({
        where: "",
        sentence: expect.stringMatching(/statements? of the old version.*insert.*chat/),
      }),
    );
    const layers = broken.findings.filter((one) => one.class === "breaking").map(({ layer }) => layer);
    expect(new Set(layers)).toEqual(new Set(["schema", "statements"]));
  });
}
