import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Booted, boot } from "@signalbox/local/boot";
import { clockOf } from "@signalbox/local/store/clock";
import { openStore } from "@signalbox/local/store/store";
import { afterAll, expect, test } from "vitest";

const directory = mkdtempSync(join(tmpdir(), "signalbox-databases-"));
// As a directory of somebody's project is: else root's databases would lie elsewhere.
chmodSync(directory, 0o755);
afterAll(() => rmSync(directory, { recursive: true }));

const caller = { region: "us-east-1", principal: { kind: "person" } } as const;
const setting = { port: 0, seed: 1, requestsPerSecond: 1, policy: {}, databases: "postgres" as const };

async function onStore(work: (booted: Booted) => Promise<void>): Promise<void> {
  const store = openStore(directory);
  const booted = await boot({ ...setting, clock: clockOf(store, 5), store });
  try {
    await work(booted);
  } finally {
    await booted.stop();
    store.close();
  }
}

async function cluster({ world }: Booted) {
  const { DBClusters: [found] = [] } = await world.call("rds", "DescribeDBClusters", {}, caller);
  return found;
}

test("a restart finds the databases and their snapshots as they were, by the endpoints that they had", async () => {
  const table = { name: "note", columns: { id: "text" }, key: "id" } as const;
  let endpoint: string | undefined;
  await onStore(async (booted) => {
    const { world } = booted;
    await expect.poll(async () => world.databases.at((await cluster(booted))?.Endpoint ?? "")).toBeDefined();
    endpoint = (await cluster(booted))?.Endpoint;
    const database = world.databases.at(endpoint ?? "");
    await database?.transact([
      { kind: "create-table", table },
      { kind: "insert", table: "note", row: { id: "kept" } },
    ]);
    const snapshot = { DBClusterIdentifier: "signalbox-development", DBClusterSnapshotIdentifier: "kept" };
    await world.call("rds", "CreateDBClusterSnapshot", snapshot, caller);
  });
  await onStore(async (booted) => {
    const { world } = booted;
    expect(await cluster(booted)).toMatchObject({ Endpoint: endpoint, Status: "available" });
    expect(await world.databases.at(endpoint ?? "")?.rows("note")).toEqual([{ id: "kept" }]);
    // What the stop cut off was begun anew.
    const status = async () =>
      (await world.call("rds", "DescribeDBClusterSnapshots", {}, caller)).DBClusterSnapshots?.[0]?.Status;
    await expect.poll(status, { timeout: 20_000 }).toBe("available");
  });
});
