import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { realClock } from "../clock.ts";
import type { DatabasePlane } from "./database-plane.ts";
import { loginsAt } from "./logins.ts";
import { modelDatabases } from "./model/plane.ts";
import { postgresDatabases } from "./postgres/plane.ts";

const clock = realClock();
const planes: DatabasePlane[] = [];
beforeAll(async () => {
  planes.push(modelDatabases(clock), await postgresDatabases({ clock }));
});
afterAll(() => Promise.all(planes.map((plane) => plane.stop())));

const admin = { username: "signalbox", password: "master" };
const one = { username: "webui_1", password: "one" };
const other = { username: "webui_2", password: "two" };

describe.each([
  ["a model", 0],
  ["real PostgreSQL", 1],
])("who may log in to %s", (_, index) => {
  test("is who was let in, with the password that he was given last, also after the database was handed over", async () => {
    const databases = planes[index]!;
    await databases.create("first");
    databases.point("host", "first");
    const logins = loginsAt({ databases, clock }, "host");
    await expect(logins.check(one)).rejects.toThrow("password authentication failed");
    await logins.allow(admin, [one, other]);
    for (const login of [one, other]) await logins.check(login);
    const changed = { ...one, password: "three" };
    await logins.allow(admin, [other, changed]);
    await expect(logins.check(one)).rejects.toThrow("password authentication failed");
    for (const login of [other, changed]) await logins.check(login);

    await databases.standby("second", "first");
    await databases.handOver("first", "second");
    databases.point("host", "second");
    const there = loginsAt({ databases, clock }, "host");
    await there.check(changed);
    await expect(there.check(one)).rejects.toThrow("password authentication failed");
  });
});
