import { bracket } from "@signalbox/core/backup/content/bracket";
import { findingsOf } from "@signalbox/core/backup/content/compare";
import { Manifest } from "@signalbox/core/backup/content/manifest";
import type { DatabaseLook } from "@signalbox/core/backup/content/manifest-of";
import { isUnreadable } from "@signalbox/core/backup/content/unreadable";
import { readDatabase } from "@signalbox/functions/database/read-database";
import { takeManifest } from "@signalbox/functions/database/take-manifest";
import { writeCanary } from "@signalbox/functions/database/write-canary";
import { realClock } from "@signalbox/local/world/clock";
import type { Change, Database, DatabasePlane } from "@signalbox/local/world/database/database-plane";
import { databasesOf } from "@signalbox/local/world/database/databases";
import { modelDatabases } from "@signalbox/local/world/database/model/plane";
import { postgresDatabases } from "@signalbox/local/world/database/postgres/plane";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connected, fillOpenWebUi, ruined } from "./open-webui-database.fixture.ts";

const clock = realClock();
const now = clock.now();
const hourMs = 3_600_000;
const users = 60;
let plane: DatabasePlane;
let source: Database;
let clone: Database;
let manifest: Manifest;

beforeAll(async () => {
  plane = await postgresDatabases({ clock });
  source = await plane.create("source", "openwebui");
  await fillOpenWebUi(await source.url(), users, now);
  manifest = await taken(source);
  clone = await plane.clone("clone", "source");
});
afterAll(() => plane.stop());

async function taken(database: Database): Promise<Manifest> {
  await using client = await connected(await database.url());
  const made = await takeManifest(client, { run: "database-daily-20261121T020000Z", clock });
  // What is kept beside a point is JSON.
  return Manifest.parse(JSON.parse(JSON.stringify(made)));
}

/** What is wrong with the database at `url` by a manifest; `exact` where it is of that moment, or between its two. */
async function wrongWith(url: string, by: Manifest, exact = true): Promise<string[]> {
  const { content } = by;
  await using client = await connected(url);
  const found = await readDatabase(client, content.kind === "database" ? content.transaction : undefined);
  const how = { askedFor: now, rpoMs: hourMs, exact };
  return findingsOf(by, found, how).map(({ error, where }) => `${error} ${where}`);
}

test("a manifest knows what is in a database, and is the same before and after a base backup", async () => {
  const { content } = manifest;
  if (content.kind !== "database") throw new Error("of a database");
  expect(content).toMatchObject({
    foreignKeys: ["public.chat_message.chat_message_chat_id_fkey"],
    sequences: { "public.config_id_seq": "public.config.id" },
    extensions: ["pg_trgm", "plpgsql"],
    schemaVersion: "9a1b2c3d4e5f",
    serverVersion: expect.stringMatching(/^18\./),
    canaryAt: new Date(Math.floor(now / 60_000) * 60_000).toISOString(),
  });
  const rows = Object.fromEntries(Object.entries(content.tables).map(([name, table]) => [name, table.rows]));
  expect(rows).toEqual({
    "public.alembic_version": 1,
    "public.chat": users * 8,
    "public.chat_message": users * 48,
    "public.chunk": 200,
    "public.config": 20,
    "public.user": users,
    "signalbox.canary": 1,
  });
  for (const same of [source, clone]) {
    expect(await wrongWith(await same.url(), manifest)).toEqual([]);
    const again = await taken(same);
    expect(again.content).toEqual({ ...content, bytes: expect.any(Number), transaction: expect.any(String) });
  }
});

test("a look that has little memory puts hashes on the server's disk, and no rows", async () => {
  const url = await source.url();
  await using client = await connected(url);
  await client.query("set work_mem = '64kB'");
  await readDatabase(client);
  await client.query("select pg_stat_force_next_flush()");
  const { rows } = await client.query(
    `select temp_bytes, (select sum(length(m::text)) from chat_message m) as row_bytes
     from pg_stat_database where datname = current_database()`,
  );
  const [{ temp_bytes, row_bytes }] = rows;
  expect(Number(temp_bytes)).toBeLessThan(Number(row_bytes) / 2);
});

test("settings of a server or a role do not change a digest", async () => {
  const settings =
    "datestyle = 'German', timezone = 'Asia/Tokyo', extra_float_digits = 0, bytea_output = 'escape'";
  const set = settings.split(/, (?=\w+ =)/).map((one) => `alter database other_settings set ${one};`);
  const url = await ruined(clone, "other_settings", set.join(" "));
  expect(await wrongWith(url, manifest)).toEqual([]);
});

describe("each way to ruin a restored database has its own name:", () => {
  const chat = "public.chat";
  const key = "public.chat_message.chat_message_chat_id_fkey";
  test.each([
    {
      what: "a table that was dropped",
      ruin: "drop table chunk",
      found: ["Backup.TableMissing public.chunk"],
    },
    {
      what: "a row that was changed",
      ruin: "update chat set title = title || '!' where id = 'c7'",
      found: [`Backup.TableChanged ${chat}`],
    },
    {
      what: "an empty text where there was none",
      ruin: "update chat set share_id = '' where id = 'c7'",
      found: [`Backup.TableChanged ${chat}`],
    },
    {
      what: "a dump that ends early",
      ruin: "delete from chat_message where created_at > 100",
      found: ["Backup.TableTruncated public.chat_message"],
    },
    {
      what: "rows that came after the backup",
      ruin: "insert into config (data, version) values ('{}', 1)",
      found: ["Backup.TableHasMore public.config"],
    },
    {
      what: "a table that was not backed up",
      ruin: "create table more ()",
      found: ["Backup.TableUnexpected public.more"],
    },
    {
      what: "a sequence behind its column",
      ruin: "select setval('config_id_seq', 20, false)",
      found: ["Backup.SequenceBehind public.config_id_seq"],
    },
    {
      what: "messages of a chat that is not there",
      ruin: "set session_replication_role = replica; delete from chat where id = 'c7'",
      found: [`Backup.TableTruncated ${chat}`, `Backup.ForeignKeyInvalid ${key}`],
    },
    {
      what: "a foreign key that is gone",
      ruin: "alter table chat_message drop constraint chat_message_chat_id_fkey",
      found: [`Backup.ForeignKeyInvalid ${key}`],
    },
    {
      what: "an extension that is missing",
      ruin: "drop extension pg_trgm",
      found: ["Backup.ExtensionMissing pg_trgm"],
    },
    {
      what: "an old state, by its canary",
      ruin: "update signalbox.canary set at = at - interval '2 minutes'",
      found: ["Backup.TableChanged signalbox.canary", "Backup.ContentTooOld canary"],
    },
    {
      what: "a state without a canary",
      ruin: "drop schema signalbox cascade",
      found: ["Backup.TableMissing signalbox.canary", "Backup.ContentTooOld canary"],
    },
  ])("$what", async ({ what, ruin, found }) => {
    const url = await ruined(clone, what.replaceAll(/\W/g, "_"), ruin);
    expect(await wrongWith(url, manifest)).toEqual(found);
  });

  test("a page that is damaged on disk, and a table whose file ends early", async () => {
    await plane.snapshot("torn", "clone");
    await plane.harm({ kind: "corrupt-page", snapshot: "torn", table: "chat" });
    await plane.harm({ kind: "truncate", snapshot: "torn", table: "chunk" });
    const url = await (await plane.restore("of-torn", "torn")).url();
    expect(await wrongWith(url, manifest)).toEqual([
      `Backup.PageCorrupted ${chat}`,
      "Backup.TableTruncated public.chunk",
      `Backup.PageCorrupted ${key}`,
    ]);
    await using client = await connected(url);
    await expect(takeManifest(client, { run: "r", clock })).rejects.toMatchObject({
      name: "Backup.PageCorrupted",
    });
  });

  test("a backup of nothing", async () => {
    const url = await ruined(clone, "nothing", "drop schema public, signalbox cascade; create schema public");
    expect(await wrongWith(url, manifest)).toContain(`Backup.TableMissing ${chat}`);
    await using client = await connected(url);
    const empty = await takeManifest(client, { run: "r", clock });
    expect(await wrongWith(url, empty)).toContain("Backup.Empty size");
  });
});

test("a backup of a database that is written to all the time is whole by two looks, and what nobody wrote to is still held", async () => {
  const url = await source.url();
  const before = await taken(source);
  let writes = 0;
  let goOn = true;
  const writing = (async () => {
    await using client = await connected(url);
    while (goOn) {
      const id = `w${writes++}`;
      await client.query(
        "insert into chat select $1, user_id, title, chat, null, archived, 1, 1 from chat where id = 'c1'",
        [id],
      );
      await client.query("update chat set title = title || '.' where id = $1", [`c${1 + (writes % 40)}`]);
      // Gone before anybody looks again, and the same once more.
      await client.query("delete from chat where id = $1", [`w${writes - 3}`]);
      await client.query("delete from alembic_version");
      await client.query("insert into alembic_version values ('9a1b2c3d4e5f')");
      await writeCanary(client, clock.now());
    }
  })();
  await expect.poll(() => writes).toBeGreaterThan(5);
  const moving = await plane.clone("moving", "source");
  const then = writes;
  await expect.poll(() => writes).toBeGreaterThan(then + 5);
  goOn = false;
  await writing;
  const { content } = before;
  if (content.kind !== "database") throw new Error("of a database");
  await using client = await connected(url);
  await client.query("alter table chunk add column more text");
  const after = await takeManifest(client, { run: before.run, clock, first: content });
  const both = Manifest.parse(JSON.parse(JSON.stringify(bracket(before, after))));
  const restoredUrl = await moving.url();
  expect(await wrongWith(restoredUrl, before)).not.toEqual([]);
  expect(await wrongWith(restoredUrl, both)).toEqual([]);
  const changed = await ruined(moving, "changed", "update chat set archived = not archived where id = 'c77'");
  expect(await wrongWith(changed, both)).toEqual([
    expect.stringMatching(/^Backup.Table(Changed|Truncated) public.chat$/),
  ]);
  const lost = await ruined(moving, "lost", "delete from chat_message where id = 'm77'");
  expect(await wrongWith(lost, both)).toEqual(["Backup.TableTruncated public.chat_message"]);
});

test("a canary is written once a minute, whoever is first, and old ones are trimmed", async () => {
  const url = await ruined(clone, "canaries", "drop schema signalbox cascade");
  const rows = async () => {
    await using client = await connected(url);
    return (await client.query("select at from signalbox.canary order by at")).rows.map(({ at }) =>
      at.toISOString(),
    );
  };
  const write = async (at: number) => {
    await using client = await connected(url);
    await writeCanary(client, at);
  };
  const at = Date.parse("2026-11-21T02:00:59.999Z");
  await Promise.all([write(at), write(at - 30_000), write(at)]);
  expect(await rows()).toEqual(["2026-11-21T02:00:00.000Z"]);
  await write(at + 1);
  await write(at + 48 * hourMs);
  expect(await rows()).toEqual(["2026-11-21T02:01:00.000Z", "2026-11-23T02:00:00.000Z"]);
});

test("a modelled database answers what Lambdas ask as PostgreSQL does", async () => {
  const chat = { name: "chat", columns: { id: "text", title: "text" }, key: "id" } as const;
  const columns = { id: "serial", chat_id: "text" } as const;
  const message = { name: "message", columns, key: "id", references: { chat_id: "chat" } };
  const insert = (table: string, row: Record<string, string>): Change => ({ kind: "insert", table, row });
  /** What both can say alike: digests are each one's own. */
  const seen = (look: DatabaseLook) => ({
    tables: Object.entries(look.tables).map(([name, table]) => {
      if (isUnreadable(table)) throw new Error(table.unreadable);
      const old = Object.values(table.buckets ?? {}).reduce((sum, { rows }) => sum + rows, 0);
      return { name, rows: table.rows, old };
    }),
    foreignKeys: look.foreignKeys,
    sequences: look.sequences,
    columns: look.columns,
    canaryAt: look.canaryAt,
  });
  const answers = [];
  for (const databases of [plane, modelDatabases(clock)]) {
    const database = await databases.create("alike");
    databases.point("alike.example", "alike");
    const asked = databasesOf({ databases, clock });
    const login = { host: "alike.example", database: "postgres", username: "postgres", password: "" };
    await database.transact([
      { kind: "create-table", table: chat },
      { kind: "create-table", table: message },
      ...["c1", "c2", "c3"].map((id) => insert("chat", { id, title: "a chat" })),
      ...["c1", "c1"].map((chat_id) => insert("message", { chat_id })),
    ]);
    for (const at of [now, now]) await asked.writeCanary(login, at);
    const first = await asked.look(login);
    await database.transact([
      insert("chat", { id: "c4", title: "late" }),
      { kind: "update", table: "chat", key: "c2", row: { title: "renamed" } },
      { kind: "delete", table: "chat", key: "c3" },
    ]);
    await asked.writeCanary(login, now + 60_000);
    answers.push([seen(first), seen(await asked.look(login, first.transaction))]);
  }
  expect(answers[0]?.[1]?.tables).toContainEqual({ name: "public.chat", rows: 3, old: 1 });
  expect(answers[1]).toEqual(answers[0]);
});
