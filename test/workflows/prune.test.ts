import { PruningReport } from "@signalbox/core/backup/run/pruning";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { getItem, workLedgerOf } from "@signalbox/functions/aws/ledger";
import { prune } from "@signalbox/functions/workflows/prune/workflow";
import type { Guard } from "@signalbox/local/gate/gate";
import { describe, expect, test } from "vitest";
import { cutAnywhere } from "./cut-off.fixture.ts";
import { changesBy, files, onPoints, type Points, person } from "./points.fixture.ts";

const onPrunings = (scenario: (points: Points) => Promise<void>, ...guards: readonly Guard[]) =>
  onPoints({ workflows: [prune], guards }, scenario);
const run = async (points: Points, name = "p1") =>
  points.ending(await points.start("prune", name, { class: files }));
const report = ({ aws, platform }: Points, name = "p1") =>
  getItem(workLedgerOf({ aws, platform }, "prune", files), ledgerKeys.run(name), PruningReport);
/** A point that AWS keeps for ever though its time is over. */
const left = (points: Points) => points.recorded(0, { expiresAt: points.clock.now() + 1_000 });
const verify = (points: Points, id: string) =>
  points.record({ kind: "verified", id, at: points.clock.now() });

test("points that are past their time go, one that is not and the last verified one stay", () =>
  onPrunings(async (points) => {
    const [first, second] = [await left(points), await left(points)];
    const young = await points.recorded(30);
    await verify(points, second);
    expect(await run(points)).toMatchObject({ status: "SUCCEEDED" });
    expect(await points.held()).toEqual([second, young]);
    expect((await points.points()).map(({ phase }) => phase)).toEqual(["expired", "verified", "made"]);
    expect(await report(points)).toMatchObject({
      outcome: "pruned",
      deleted: [first],
      kept: [{ point: second, why: `it is the last verified point of ${files}` }],
    });
  }));

describe("Given the last verified point of a class, past its time", () => {
  const play = async (...guards: readonly Guard[]): Promise<number> => {
    let held = 0;
    await onPrunings(
      async (points) => {
        await verify(points, await left(points));
        await run(points);
        held = (await points.held()).length;
      },
      ...guards,
    );
    return held;
  };

  test("then it stays", async () => {
    expect(await play()).toBe(1);
  });

  test("then, where nobody saw that it was verified, the class would be left with nothing", async () => {
    const blind: Guard = async (call, next) => {
      const answer = await next(call);
      if (call.operation !== "Query" || call.context.principal.kind !== "role") return answer;
      const Items = (Object(answer).Items ?? []).filter(
        (item: unknown) => Object(item).kind?.S !== "verified",
      );
      return { ...answer, Items, Count: Items.length };
    };
    expect(await play(blind)).toBe(0);
  });
});

test("Given a vault that refuses, then its points stay with AWS's words, and the run has not failed", () =>
  onPrunings(async (points) => {
    const old = await left(points);
    points.cloud.faults.add({
      kind: "fail",
      service: "backup",
      operation: "DeleteRecoveryPoint",
      error: "AccessDeniedException",
      status: 403,
    });
    expect(await run(points)).toMatchObject({ status: "SUCCEEDED" });
    expect(await points.held()).toEqual([old]);
    expect(await report(points)).toMatchObject({ deleted: [], kept: [{ point: old }] });
    expect(points.messages()).toEqual([]);
  }));

test("Given a vault that is locked for longer than its points are old, then nothing is asked of it", () =>
  onPrunings(async (points) => {
    const old = await left(points);
    const { vault: BackupVaultName } = points.platform.backup ?? {};
    const lock = { BackupVaultName, MinRetentionDays: 7 };
    await points.world.call("backup", "PutBackupVaultLockConfiguration", lock, person);
    expect(await run(points)).toMatchObject({ status: "SUCCEEDED" });
    expect(points.calls.some(({ operation }) => operation === "DeleteRecoveryPoint")).toBe(false);
    expect((await report(points))?.kept[0]).toMatchObject({
      point: old,
      why: expect.stringContaining("7 d"),
    });
  }));

test("Given two prunings at a time, then one is refused", () =>
  onPrunings(async (points) => {
    for (let at = 0; at < 3; at++) await left(points);
    const slow = { service: "backup", operation: "DeleteRecoveryPoint", seconds: 1 };
    points.cloud.faults.add({ kind: "delay", ...slow });
    const runs = ["p1", "p2"].map((name) => points.start("prune", name, { class: files }));
    const ends = await Promise.all((await Promise.all(runs)).map(points.ending));
    expect(ends.map(({ error }) => error).toSorted()).toEqual(["Backup.AlreadyRunning", undefined]);
    expect(await points.held()).toEqual([]);
  }));

test("Given a class that there is not, then it is refused by name", () =>
  onPrunings(async (points) => {
    const arn = await points.start("prune", "p1", { class: "files/weekly" });
    expect(await points.ending(arn)).toMatchObject({ error: "Backup.UnknownClass" });
  }));

test("Given a Lambda that is cut off at any of its changes, then the same points go and stay", async () => {
  const counts = changesBy("prune");
  const play = async (...guards: readonly Guard[]): Promise<number> => {
    let changes = 0;
    await onPrunings(
      async (points) => {
        await left(points);
        const last = await left(points);
        await verify(points, last);
        expect(await run(points)).toMatchObject({ status: "SUCCEEDED" });
        expect(await points.held()).toEqual([last]);
        expect((await report(points))?.deleted).toHaveLength(1);
        changes = points.calls.filter(counts).length;
      },
      ...guards,
    );
    return changes;
  };
  const total = await play();
  await cutAnywhere(total, play, { numRuns: 6, counts });
});
