import { expect, test } from "vitest";
import { virtualClock } from "../../world/clock.ts";
import type { Database } from "../../world/database/database-plane.ts";
import { modelDatabases } from "../../world/database/model/plane.ts";
import { random } from "../../world/random.ts";
import { ChatWriter } from "./chat-writer.ts";

const setting = async () => {
  const clock = virtualClock();
  const plane = modelDatabases(clock);
  await plane.create("chat");
  plane.point("db.example", "chat");
  const writer = (seed: number, database: () => Database | undefined = () => plane.at("db.example")) =>
    new ChatWriter({
      clock,
      random: random(seed),
      database,
      environment: {},
      annotations: {},
      revision: "v1",
    });
  const pass = (ms: number) => clock.run(clock.sleep(ms));
  return { clock, plane, writer, pass };
};

test("containers share one database: each chat has its user, each message its chat", async () => {
  const { plane, writer, pass } = await setting();
  const [one, other] = [writer(1), writer(2)];
  for (let second = 0; second < 60; second++) {
    one.write();
    other.write();
    await pass(1000);
  }
  const contents = await plane.database("chat")?.contents();
  expect(contents?.tables).toMatchObject({
    user: { rows: 20 },
    config: { rows: 1 },
    // One in two seconds, of each.
    chat_message: { rows: 120 },
  });
  expect(contents?.tables.chat?.rows).toBeGreaterThan(5);
  expect(contents?.orphans.every(({ rows }) => rows === 0)).toBe(true);
  expect(contents?.sequences).toMatchObject([{ table: "config", column: "id", next: 2 }]);
});

test("a container that starts has its tables with their first rows before anybody chats, once the database is there", async () => {
  const { plane, writer, pass } = await setting();
  plane.point("db.example", undefined);
  const container = writer(1);
  container.prepare();
  await pass(1000);
  plane.point("db.example", "chat");
  container.prepare();
  container.prepare();
  await pass(1000);
  const contents = await plane.database("chat")?.contents();
  expect(contents?.tables).toMatchObject({ user: { rows: 20 }, config: { rows: 1 }, chat: { rows: 0 } });
});

test("what is written while the database does not answer comes once it does", async () => {
  const { plane, writer, pass } = await setting();
  const container = writer(1);
  container.write();
  await pass(2000);
  await plane.database("chat")?.kill();
  for (let chat = 0; chat < 5; chat++) {
    container.write();
    await pass(2000);
  }
  await plane.database("chat")?.start();
  container.write();
  await pass(2000);
  expect(await plane.database("chat")?.rows("chat_message")).toHaveLength(14);
});

test("a dropped table and a database that never answers cost no more than their chats", async () => {
  const { plane, writer, pass } = await setting();
  const container = writer(1);
  container.write();
  await pass(2000);
  await plane.database("chat")?.transact([{ kind: "drop-table", table: "chat_message" }]);
  for (let chat = 0; chat < 3; chat++) {
    container.write();
    await pass(2000);
  }
  const silent = { columns: () => new Promise<void>(() => {}) } as unknown as Database; // it is asked nothing else
  const stuck = writer(2, () => silent);
  for (let chat = 0; chat < 300; chat++) {
    stuck.write();
    await pass(2000);
  }
  await expect(plane.database("chat")?.rows("chat_message")).rejects.toMatchObject({ code: "42P01" });
});
