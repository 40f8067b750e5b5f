import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { realClock } from "../../clock.ts";
import { contract } from "../contract.fixture.ts";
import type { DatabasePlane } from "../database-plane.ts";
import { surveys } from "../surveys.fixture.ts";
import { postgresDatabases } from "./plane.ts";

const clock = realClock();
let plane: DatabasePlane;

beforeAll(async () => {
  plane = await postgresDatabases({ clock });
});
afterAll(() => plane.stop());

describe("the real databases", () => {
  contract(() => ({ plane, now: clock.now, tick: () => clock.sleep(30) }));
  surveys(() => ({ plane, clock }));
});

test("whoever still asks a database of a plane that has stopped starts no server, and the next plane finds the data", async () => {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-stopped-"));
  const first = await postgresDatabases({ clock, folder });
  const database = await first.create("kept");
  const table = { name: "t", columns: { id: "text" }, key: "id" } as const;
  await database.transact([{ kind: "create-table", table }]);
  await Promise.allSettled([first.stop(), first.create("late")]);
  await expect(database.rows("t")).rejects.toThrow("kept does not answer");
  const locks = ["kept", "late"].map((name) => join(folder, "databases", name, "data", "postmaster.pid"));
  expect(locks.filter((lock) => existsSync(lock))).toEqual([]);
  const next = await postgresDatabases({ clock, folder });
  expect(await next.database("kept")?.rows("t")).toEqual([]);
  await next.stop();
  rmSync(folder, { recursive: true, force: true });
});

test("a killed process leaves no server behind, and the next one finds the data", async () => {
  const folder = mkdtempSync(join(tmpdir(), "signalbox-killed-"));
  const script = `
    import { realClock } from ${JSON.stringify(new URL("../../clock.ts", import.meta.url).href)};
    import { postgresDatabases } from ${JSON.stringify(new URL("./plane.ts", import.meta.url).href)};
    const plane = await postgresDatabases({ clock: realClock(), folder: process.argv[1] });
    const database = await plane.create("kept", "openwebui");
    await database.transact([
      { kind: "create-table", table: { name: "t", columns: { id: "text" }, key: "id" } },
      { kind: "insert", table: "t", row: { id: "here" } },
    ]);
    console.log(await database.url());
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", script, folder], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [said] = await Promise.race([once(child.stdout, "data"), once(child, "exit")]);
  expect(String(said)).toContain("postgres://");
  // Any client works on it.
  const client = new pg.Client(String(said).trim());
  client.on("error", () => {});
  await client.connect();
  const { rows } = await client.query("select current_database() as name, version() as version");
  expect(rows[0]).toMatchObject({ name: "openwebui", version: expect.stringContaining("PostgreSQL 18") });
  const lock = join(folder, "databases", "kept", "data", "postmaster.pid");
  const server = Number(readFileSync(lock, "utf8").split("\n")[0]);
  expect(runs(server)).toBe(true);
  child.kill("SIGKILL");
  await expect.poll(() => runs(server), { timeout: 10_000 }).toBe(false);

  const next = await postgresDatabases({ clock, folder });
  expect(await next.database("kept")?.rows("t")).toEqual([{ id: "here" }]);
  await next.stop();
  expect(existsSync(lock)).toBe(false);
  expect(readdirSync(join(folder, "databases"))).toEqual(["kept"]);
  rmSync(folder, { recursive: true });
});

function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
