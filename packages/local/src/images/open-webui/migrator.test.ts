import { migratorCommand } from "@signalbox/functions/upgrade/migrator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { realClock, virtualClock } from "../../world/clock.ts";
import type { DatabasePlane } from "../../world/database/database-plane.ts";
import { modelDatabases } from "../../world/database/model/plane.ts";
import { postgresDatabases } from "../../world/database/postgres/plane.ts";
import { listenOn } from "../../world/plane/http/open-port.ts";
import { taskServer } from "../../world/plane/http/task-server.ts";
import { DoubleContainer } from "../container.ts";
import { openWebUi } from "./application.ts";
import { installation } from "./installation.fixture.ts";
import { runMigrator } from "./migrator.ts";

const onModel = async () => {
  const clock = virtualClock();
  const plane = modelDatabases(clock);
  return { clock, plane, ...(await installation(plane, clock, (work) => clock.run(work))) };
};

const real = realClock(100);
let postgres: DatabasePlane;
beforeAll(async () => {
  postgres = await postgresDatabases({ clock: real });
});
afterAll(() => postgres.stop());

describe.each([
  ["a model", onModel],
  ["PostgreSQL", () => installation(postgres, real, (work) => work)],
])("on %s", (_, open) => {
  test("an image's migration does to the database what its annotation says, once", async () => {
    const { chat, serve, migrate, judged, database, revision } = await open();
    const [first, second] = [serve("v0.11.0"), serve("v0.11.1", "additive")];
    await chat(first);
    const begun = await revision();
    const added = await judged(() => migrate("v0.11.1", "additive"));
    expect(added).toMatchObject({ class: "additive", refused: [] });
    expect(added.revisions).toEqual([begun, await revision()]);
    expect(added.catchUp.map(({ where }) => where)).toEqual([`public.chat.summary_${await revision()}`]);
    expect(await migrate("v0.11.1", "additive")).toMatchObject({ code: 0 });
    await chat(first, 2);
    await chat(second, 2);
    expect([first.failing, second.failing]).toEqual([false, false]);

    const chats = (await database.rows("chat")).map(({ id, title }) => ({ id, title }));
    const broken = await judged(() => migrate("v0.11.2", "breaking"));
    expect(broken).toMatchObject({ class: "breaking", refused: [] });
    expect(broken.revisions).toEqual([...added.revisions, await revision()]);
    expect(await database.rows("chat")).toMatchObject(chats);
    const third = serve("v0.11.2", "breaking");
    for (const version of [first, second, third]) await chat(version, 2);
    expect([first, second, third].map(({ failing }) => failing)).toEqual([true, true, false]);
    expect((await migrate("v0.11.0", "none")).said.join()).toContain("Can't locate revision");
  });

  test("a migration that the data refuse leaves all as it was, and one that is swallowed leaves its revision behind", async () => {
    const { chat, serve, migrate, judged, database, revision } = await open();
    await chat(serve("v0.11.0"));
    const [held, begun] = [await database.contents(), await revision()];
    const failed = await judged(() => migrate("v0.11.1", "fails-on-data"));
    expect(failed.refused.map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(/^The migration failed with 23505 .*duplicate key/),
    ]);
    const swallowed = await judged(() => migrate("v0.11.1", "swallowed"));
    expect(swallowed.refused.map(({ sentence }) => sentence)).toEqual([
      expect.stringContaining(`is at ${begun} instead of ${swallowed.revisions.at(-1)}`),
    ]);
    expect((await database.contents()).tables).toEqual(held.tables);
    const writer = serve("v0.11.1", "swallowed");
    await chat(writer, 2);
    expect(writer.failing).toBe(true);
  });
});

test("a migrator that is killed has changed nothing; a second one beside it gives up, and so does one that is led elsewhere", async () => {
  const { clock, chat, serve, migrate, setting, database, revision } = await onModel();
  await chat(serve("v0.11.0"));
  const held = await database.contents();
  const killed = new AbortController();
  const slow = runMigrator(setting("v0.11.1", "slow"), migratorCommand, killed.signal);
  const ended = expect(slow).rejects.toThrow();
  await clock.run(clock.sleep(60_000));
  expect((await migrate("v0.11.1", "slow")).said).toEqual([expect.stringContaining("another migrator")]);
  killed.abort();
  await ended;
  expect(await database.contents()).toEqual(held);
  const elsewhere = { SIGNALBOX_DATABASE_HOST: "clone.example" };
  expect(await migrate("v0.11.1", "slow", elsewhere)).toMatchObject({
    code: 1,
    said: [expect.stringContaining("the database is on db.example and not on clone.example")],
  });
  const before = await revision();
  expect(await migrate("v0.11.1", "slow")).toMatchObject({ code: 0 });
  expect(await revision()).not.toBe(before);
  const other = runMigrator(setting("v0.11.1"), ["python3", "-c", "print()"], killed.signal);
  expect(other).toBeUndefined();
});

const health = { method: "GET", path: "/ready", headers: {} };
const question = { method: "POST", path: "/api/chat/completions", headers: {} };

test("a task that may migrate does so before it listens, and serves all the same where that fails", async () => {
  const { clock, chat, serve, setting, revision } = await onModel();
  await chat(serve("v0.11.0"));
  const begun = await revision();
  const ready = async (upgrade: "slow" | "fails-on-data", environment: Record<string, string>) => {
    const own = setting("v0.11.1", upgrade, environment);
    const container = new DoubleContainer(openWebUi, own);
    let seconds = 0;
    for (; seconds < 300 && container.behave(health).status !== 200; seconds++)
      await clock.run(clock.sleep(1_000));
    return { seconds, said: own.said, status: container.behave(health).status };
  };
  const failed = await ready("fails-on-data", { ENABLE_DB_MIGRATIONS: "True" });
  expect(failed).toMatchObject({ status: 200, said: [expect.stringContaining("duplicate key")] });
  expect((await ready("slow", {})).seconds).toBeLessThan(10);
  expect(await revision()).toBe(begun);
  expect((await ready("slow", { ENABLE_DB_MIGRATIONS: "true" })).seconds).toBeGreaterThan(90);
  expect(await revision()).not.toBe(begun);
});

test("chats of an old version answer 500 over a schema that breaks it, until the schema is brought back", async () => {
  const { clock, plane, migrate, setting } = await onModel();
  const container = new DoubleContainer(openWebUi, setting("v0.11.0"));
  const ask = async (): Promise<number[]> => {
    const statuses: number[] = [];
    for (let asked = 0; asked < 4; asked++) {
      statuses.push(container.behave(question).status);
      await clock.run(clock.sleep(2_000));
    }
    return statuses;
  };
  await clock.run(clock.sleep(10_000));
  expect(await ask()).toEqual([200, 200, 200, 200]);
  await plane.snapshot("before", "installation");
  await migrate("v0.11.1", "breaking");
  expect(await ask()).toEqual([200, 500, 500, 500]);
  expect(container.behave(health).status).toBe(200);
  await plane.restore("restored", "before");
  plane.point("db.example", "restored");
  expect(await ask()).toEqual([500, 200, 200, 200]);
});

test("a client of the old version is told by HTTP what PostgreSQL refuses", async () => {
  const { setting, migrate, chat, serve } = await installation(postgres, real, (work) => work);
  await chat(serve("v0.11.0"), 2);
  const server = taskServer(new DoubleContainer(openWebUi, setting("v0.11.0")));
  const port = await listenOn(server, 0);
  const ask = async (): Promise<number> => {
    const body = JSON.stringify({ model: "llama3.2:3b", messages: [{ role: "user", content: "?" }] });
    const answer = await fetch(`http://127.0.0.1:${port}${question.path}`, { method: "POST", body });
    await answer.text();
    return answer.status;
  };
  await expect.poll(ask, { interval: 20, timeout: 20_000 }).toBe(200);
  expect(await migrate("v0.11.1", "breaking")).toMatchObject({ code: 0 });
  await expect.poll(ask, { interval: 20, timeout: 20_000 }).toBe(500);
  await new Promise((resolve) => server.close(resolve));
});
