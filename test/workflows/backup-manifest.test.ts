import { expect, test } from "vitest";
import { onVaults, type Vaults } from "./backup.fixture.ts";
import { insertChat } from "./chat-database.fixture.ts";

const database = "database/daily";

/** Runs a backup to its end, with `meanwhile` while its job runs. */
async function backUp(vaults: Vaults, run: string, id = "files/daily", meanwhile = async () => {}) {
  const arn = await vaults.start(run, id);
  await vaults.clock.sleep(20_000);
  await meanwhile();
  const { status, error } = await vaults.ending(arn);
  const report = await vaults.report(run, id);
  const point = (await vaults.points(id)).find((one) => one.id === report?.point);
  return { status, error, report, point, manifest: point && (await vaults.manifest(point.id)) };
}

test("a point of a database has a manifest that is true before its job and after it, and its rows are recorded", () =>
  onVaults({ rows: 40 }, async (vaults) => {
    await vaults.writeCanary();
    const { report, point, manifest } = await backUp(vaults, "r1", database, () =>
      vaults.database!.transact([insertChat("late")]),
    );
    expect(report).toMatchObject({ outcome: "made", remarks: [] });
    expect(point?.made).toMatchObject({ entries: 41 });
    expect(manifest).toMatchObject({
      run: "r1",
      content: { kind: "database", canaryAt: expect.any(String) },
    });
    expect(manifest?.until).toBeDefined();
    const content = manifest!.content;
    const rows = content.kind === "database" ? content.tables["public.chat"]?.rows : undefined;
    expect(rows).toBe(40);
  }));

test("a point of a bucket has a manifest of the files that stayed as they were", () =>
  onVaults({ store: "bucket" }, async (vaults) => {
    const { report, point, manifest } = await backUp(vaults, "r1", undefined, async () => {
      await vaults.put("uploads/0", "changed");
      await vaults.put("uploads/new", "new");
    });
    expect(report?.remarks).toEqual([]);
    expect(point?.made).toMatchObject({ entries: 4 });
    const content = manifest!.content;
    expect(content.kind === "files" && Object.keys(content.files)).toEqual(["uploads/1", "uploads/2"]);
  }));

test("Given a file system, then its point is made, and the report says that it cannot be verified", () =>
  onVaults({}, async (vaults) => {
    const { report, point, manifest } = await backUp(vaults, "r1");
    expect(point?.phase).toBe("made");
    expect(manifest).toBeUndefined();
    expect(report?.remarks).toEqual([
      "It cannot be verified: Backup.NotLookedAt: no Lambda mounts a file system",
    ]);
    expect(vaults.calls.filter(({ input }) => JSON.stringify(input).includes("look-at-contents:r1"))).toEqual(
      [],
    );
  }));

test.each(["before", "after"])(
  "Given a database that does not answer %s the job, then the point is made without a manifest",
  (when) =>
    onVaults({ rows: 3 }, async (vaults) => {
      if (when === "before") await vaults.database!.kill();
      // The first look gives up after three minutes.
      const { report, point, manifest } = await backUp(vaults, "r1", database, async () => {
        if (when === "before") await vaults.clock.sleep(600_000);
        await (when === "before" ? vaults.database!.start() : vaults.database!.kill());
      });
      expect(point?.phase).toBe("made");
      expect(manifest).toBeUndefined();
      expect(report?.remarks).toEqual([expect.stringContaining("It cannot be verified: Backup.NoAnswer")]);
    }),
);

test.each([
  ["a database without a row", { rows: 0 }, database],
  ["a bucket without an object", { store: "bucket", files: 0 }, "files/daily"],
] as const)("Given %s, then its point is Backup.Empty and does not count", (_, setting, id) =>
  onVaults(setting, async (vaults) => {
    await vaults.writeCanary();
    expect(await backUp(vaults, "r1", id)).toMatchObject({ status: "FAILED", error: "Backup.Empty" });
    expect(await vaults.points(id)).toMatchObject([{ phase: "failed", problem: { error: "Backup.Empty" } }]);
  }),
);

test("Given far less than in the last verified points, then the point is made and its report remarks it", () =>
  onVaults({ rows: 40 }, async (vaults) => {
    for (const run of ["r1", "r2", "r3"]) {
      const { point } = await backUp(vaults, run, database);
      await vaults.verify(point!.id, database);
    }
    await vaults.writeCanary();
    await vaults.database!.transact(
      Array.from({ length: 30 }, (_, at) => ({ kind: "delete", table: "chat", key: `c${at}` }) as const),
    );
    const { point, report } = await backUp(vaults, "r4", database);
    expect(point?.phase).toBe("made");
    expect(report?.remarks).toEqual([expect.stringContaining("Backup.FarSmaller: It holds 10 entries")]);
  }));

test("Given a canary that has stopped, then the report remarks it; a row a minute keeps it silent", () =>
  onVaults({ rows: 3 }, async (vaults) => {
    expect((await backUp(vaults, "r1", database)).report?.remarks).toEqual([
      expect.stringContaining("There is no canary row"),
    ]);
    expect(await vaults.writeCanary()).toEqual({ written: true });
    expect((await backUp(vaults, "r2", database)).report?.remarks).toEqual([]);
    await vaults.clock.sleep(3_600_000);
    expect((await backUp(vaults, "r3", database)).report?.remarks).toEqual([
      expect.stringContaining("The newest canary row was 1 h"),
    ]);
  }));

test("Given a database that refuses, or never answers, then the canary says so and nobody is called", async () => {
  await onVaults({ rows: 3 }, async (vaults) => {
    await vaults.database!.kill();
    const why = expect.stringContaining("does not answer");
    expect(await vaults.writeCanary()).toEqual({ written: false, why });
  });
  const never = () => new Promise<never>(() => {});
  await onVaults({ rows: 3, asked: { look: never, writeCanary: never } }, async (vaults) => {
    const why = "signalbox-development gave no answer within 30 s";
    expect(await vaults.writeCanary()).toEqual({ written: false, why });
  });
});
