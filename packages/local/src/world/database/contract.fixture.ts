import { expect, test } from "vitest";
import type { Change, Database, DatabasePlane, Table } from "./database-plane.ts";

const chat: Table = { name: "chat", columns: { id: "text", title: "text" }, key: "id" };
const message: Table = {
  name: "message",
  columns: { id: "serial", chat_id: "text", content: "text" },
  key: "id",
  references: { chat_id: "chat" },
};
const insertChat = (id: string): Change => ({
  kind: "insert",
  table: "chat",
  row: { id, title: `of ${id}` },
});
const insertMessage = (chat_id: string): Change => ({
  kind: "insert",
  table: "message",
  row: { chat_id, content: "x".repeat(200) },
});

/** What every plane promises. `tick` lets a moment pass, so that times differ. */
export function contract(
  open: () => { readonly plane: DatabasePlane; now(): number; tick(): Promise<void> },
): void {
  const filled = async (plane: DatabasePlane, name: string): Promise<Database> => {
    const database = await plane.create(name);
    await database.transact([
      { kind: "create-table", table: chat },
      { kind: "create-table", table: message },
    ]);
    const chats = Array.from({ length: 40 }, (_, index) => `c${index}`);
    await database.transact(chats.flatMap((id) => [insertChat(id), insertMessage(id)]));
    return database;
  };
  const titles = async (database: Database) => (await database.rows("chat")).length;

  test("a transaction is whole or nothing, and keys are kept", async () => {
    const { plane } = open();
    const database = await filled(plane, "whole");
    await expect(database.transact([insertChat("new"), insertChat("c1")])).rejects.toMatchObject({
      code: "23505",
    });
    await expect(database.transact([insertMessage("nobody")])).rejects.toMatchObject({ code: "23503" });
    await expect(database.transact([{ kind: "drop-table", table: "gone" }])).rejects.toMatchObject({
      code: "42P01",
    });
    expect(await titles(database)).toBe(40);
    await database.transact([
      { kind: "update", table: "chat", key: "c1", row: { title: "renamed" } },
      { kind: "delete", table: "chat", key: "c2" },
    ]);
    const contents = await database.contents();
    expect(contents.tables).toMatchObject({ chat: { rows: 39 }, message: { rows: 39 } });
    expect(contents.orphans).toEqual([{ table: "message", column: "chat_id", rows: 0 }]);
    expect(contents.sequences).toMatchObject([{ table: "message", column: "id", highest: 40 }]);
    expect(contents.sequences[0]?.next).toBeGreaterThan(40);
    expect(await database.sizeBytes()).toBeGreaterThan(1_000_000);
    await plane.remove("whole");
    expect(plane.database("whole")).toBeUndefined();
  });

  test("columns come and go with their values, in a transaction, and nobody writes to one that is not there", async () => {
    const { plane } = open();
    const database = await filled(plane, "columns");
    const column = { table: "chat", column: "pinned" } as const;
    const add: Change = { kind: "add-column", ...column, type: "boolean" };
    await expect(database.transact([add, insertChat("c1")])).rejects.toMatchObject({ code: "23505" });
    const pin: Change = { kind: "update", table: "chat", key: "c1", row: { pinned: true } };
    await expect(database.transact([pin])).rejects.toMatchObject({ code: "42703" });
    await database.transact([add, pin]);
    await expect(database.transact([add])).rejects.toMatchObject({ code: "42701" });
    expect((await database.rows("chat")).slice(0, 2)).toEqual([
      { id: "c0", title: "of c0", pinned: null },
      { id: "c1", title: "of c1", pinned: true },
    ]);
    expect(await database.columns("chat")).toEqual(["id", "title", "pinned"]);
    expect(await database.columns("nothing")).toEqual([]);
    await database.transact([{ kind: "drop-column", ...column }]);
    expect((await database.rows("chat"))[1]).toEqual({ id: "c1", title: "of c1" });
    await expect(
      database.transact([{ kind: "insert", table: "chat", row: { id: "new", pinned: true } }]),
    ).rejects.toMatchObject({ code: "42703" });
    await plane.remove("columns");
  });

  test("a snapshot, its copy and a clone hold what the source held, whatever becomes of it", async () => {
    const { plane } = open();
    const source = await filled(plane, "source");
    const before = await source.contents();
    expect((await plane.snapshot("snap", "source")).sizeBytes).toBeGreaterThan(1_000_000);
    await plane.copySnapshot("copy", "snap");
    const clone = await plane.clone("clone", "source");
    await source.transact([{ kind: "drop-table", table: "message" }]);
    await clone.transact([insertChat("own")]);
    await plane.remove("snap");
    await plane.remove("source");
    const restored = await plane.restore("restored", "copy");
    expect(await restored.contents()).toEqual(before);
    expect(await titles(clone)).toBe(41);
    await expect(plane.restore("again", "snap")).rejects.toMatchObject({ name: "Database.Unknown" });
    await expect(plane.create("clone")).rejects.toMatchObject({ name: "Database.Exists" });
    await plane.keepOnly(new Set(["copy"]));
    expect(plane.database("clone")).toBeUndefined();
  });

  test("a recovery brings back the moment before a table was dropped, and takes changes from there", async () => {
    const { plane, now, tick } = open();
    const source = await filled(plane, "dropped");
    const before = await source.contents();
    await tick();
    const moment = now();
    await tick();
    await source.transact([{ kind: "drop-table", table: "message" }]);
    await source.transact([insertChat("late")]);
    const recovered = await plane.recover("recovered", "dropped", moment);
    const { sequences, ...rest } = await recovered.contents();
    expect(rest).toEqual({ tables: before.tables, orphans: before.orphans, extensions: before.extensions });
    // PostgreSQL logs sequences ahead, by 32 values: a recovered one has jumped.
    expect(sequences).toMatchObject([{ table: "message", column: "id", highest: 40 }]);
    expect(sequences[0]?.next).toBeGreaterThan(40);
    await recovered.transact([insertMessage("c1")]);
    const { from, to } = source.restorable();
    expect(from).toBeLessThanOrEqual(moment);
    expect(to).toBeGreaterThan(moment);
    const latest = await plane.recover("latest", "dropped", now());
    expect(await titles(latest)).toBe(41);
    await expect(plane.recover("early", "dropped", from - 60_000)).rejects.toMatchObject({
      name: "Database.TooEarly",
    });
    await plane.keepOnly(new Set());
  });

  test("a standby follows, refuses writes, and goes on alone once it is promoted", async () => {
    const { plane, tick } = open();
    const primary = await filled(plane, "primary");
    const standby = await plane.standby("standby", "primary");
    expect(await standby.isStandby()).toBe(true);
    await expect(standby.transact([insertChat("here")])).rejects.toMatchObject({ code: "25006" });
    await primary.transact([insertChat("there")]);
    await expect.poll(() => titles(standby)).toBe(41);
    await primary.kill();
    await expect(primary.rows("chat")).rejects.toMatchObject({ code: "08006" });
    await standby.promote();
    await standby.transact([insertChat("here")]);
    expect(await titles(standby)).toBe(42);
    await primary.start();
    expect(await titles(primary)).toBe(41);
    await tick();
    await plane.keepOnly(new Set());
  });

  test.each([
    ["replication has stopped", Number.POSITIVE_INFINITY],
    ["all comes an hour late", 3_600_000],
  ])("a standby is promoted with what had arrived, and no more, when %s", async (_, lateMs) => {
    const { plane, now, tick } = open();
    const primary = await filled(plane, "writer");
    const standby = await plane.standby("reader", "writer");
    await primary.transact([insertChat("arrives")]);
    await expect.poll(() => titles(standby)).toBe(41);
    await tick();
    standby.delay(lateMs);
    const last = now();
    await tick();
    await primary.transact([insertChat("lost")]);
    await tick();
    expect(standby.arrivedTo()).toBeLessThanOrEqual(last);
    expect(standby.arrivedTo()).toBeGreaterThan(last - 1000);
    await standby.promote();
    expect(await titles(standby)).toBe(41);
    expect(await titles(primary)).toBe(42);
    await standby.transact([insertChat("here")]);
    expect(standby.arrivedTo()).toBeGreaterThan(last);
    // The old primary begins anew, as a standby.
    await plane.snapshot("old", "writer");
    await plane.remove("writer");
    const rejoined = await plane.standby("writer", "reader");
    expect((await rejoined.rows("chat")).map(({ id }) => id)).toContain("here");
    expect(await titles(await plane.restore("found", "old"))).toBe(42);
    await plane.keepOnly(new Set());
  });

  test("what was on its way arrives once replication goes on", async () => {
    const { plane, tick } = open();
    const primary = await filled(plane, "ahead");
    const standby = await plane.standby("behind", "ahead");
    standby.delay(Number.POSITIVE_INFINITY);
    await primary.transact([insertChat("later")]);
    await tick();
    expect(await titles(standby)).toBe(40);
    await expect(plane.handOver("ahead", "behind")).rejects.toMatchObject({
      name: "Database.NothingArrives",
    });
    standby.delay(0);
    await expect.poll(() => titles(standby)).toBe(41);
    standby.delay(500);
    await primary.transact([insertChat("slowly")]);
    expect(await titles(standby)).toBe(41);
    for (let ticks = 0; ticks < 200 && (await titles(standby)) < 42; ticks++) await tick();
    expect(await titles(standby)).toBe(42);
    await plane.keepOnly(new Set());
  });

  test("handing over loses nothing, and the old primary takes no more", async () => {
    const { plane } = open();
    const primary = await filled(plane, "from");
    const standby = await plane.standby("to", "from");
    await primary.transact([insertChat("last")]);
    await plane.handOver("from", "to");
    expect(await standby.isStandby()).toBe(false);
    expect(await titles(standby)).toBe(41);
    await expect(primary.transact([insertChat("late")])).rejects.toMatchObject({ code: "08006" });
    await standby.transact([insertChat("on")]);
    await plane.keepOnly(new Set());
  });

  test("each harm is found by who reads, restores or compares", async () => {
    const { plane, now, tick } = open();
    const source = await filled(plane, "harmed");
    await plane.snapshot("good", "harmed");
    for (const name of ["torn", "short", "void"]) await plane.copySnapshot(name, "good");
    await plane.harm({ kind: "corrupt-page", snapshot: "torn", table: "chat" });
    await plane.harm({ kind: "truncate", snapshot: "short", table: "chat" });
    await plane.harm({ kind: "empty", snapshot: "void" });
    await expect((await plane.restore("of-torn", "torn")).contents()).rejects.toMatchObject({
      code: "XX001",
    });
    const short = await (await plane.restore("of-short", "short")).contents();
    expect(short.tables.chat?.rows).toBeLessThan(40);
    expect(short.orphans[0]?.rows).toBeGreaterThan(0);
    expect((await (await plane.restore("of-void", "void")).contents()).tables).toEqual({});
    expect(await plane.snapshotBytes("void")).toBeLessThan(await plane.snapshotBytes("good"));

    await source.transact([insertChat("lost")]);
    await plane.harm({ kind: "lose-log", database: "harmed" });
    await tick();
    await expect(plane.recover("holed", "harmed", now())).rejects.toMatchObject({
      name: "Database.LogMissing",
    });
    expect(plane.database("holed")).toBeUndefined();
    await plane.harm({ kind: "stall-log", database: "harmed" });
    const { to } = source.restorable();
    await tick();
    expect(source.restorable().to).toBe(to);
    await plane.keepOnly(new Set());
  });

  test("a host name leads to a database until it is pointed elsewhere", async () => {
    const { plane } = open();
    await plane.create("named");
    plane.point("db.example", "named");
    expect(plane.at("db.example")?.name).toBe("named");
    plane.point("db.example", undefined);
    expect(plane.at("db.example")).toBeUndefined();
    await plane.remove("named");
  });
}
