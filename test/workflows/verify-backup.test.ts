import type { Guard } from "@signalbox/local/gate/gate";
import { AwsError } from "@signalbox/local/services/error";
import type { FileHarm } from "@signalbox/local/world/files/harm";
import { describe, expect, test } from "vitest";
import { person } from "./backup.fixture.ts";
import { byVerification, type OnPoint, onPoint } from "./verify-backup.fixture.ts";

const hour = 3_600_000;
type Target = "database" | "files";

test.each(["database", "files"] as const)(
  "a point of %s is restored beside, found as its manifest says, measured, and nothing is left",
  (target) =>
    onPoint({ target }, async (on) => {
      expect(await on.ending(await on.verify("v1"))).toMatchObject({ status: "SUCCEEDED" });
      expect(await on.points()).toMatchObject([{ id: on.point, phase: "verified" }]);
      expect(await on.report("v1")).toMatchObject({
        outcome: "verified",
        point: on.point,
        proof: { findings: [], entries: target === "files" ? 3 : 20 },
      });
      expect(await on.beside()).toEqual([]);
      expect((await on.lease())?.owner).toBeUndefined();
      expect(on.calls.filter(({ operation }) => operation === "Publish")).toEqual([]);
      const { Metrics = [] } = await on.world.call(
        "monitoring",
        "ListMetrics",
        { Namespace: "Signalbox" },
        person,
      );
      expect(Metrics.map(({ MetricName }) => MetricName).toSorted()).toEqual(
        target === "files" ? ["VerifiedRestoreTime"] : ["VerifiedLoss", "VerifiedRestoreTime"],
      );
      const { RestoreJobs = [] } = await on.world.call("backup", "ListRestoreJobs", {}, person);
      expect(RestoreJobs).toMatchObject([{ ValidationStatus: "SUCCESSFUL" }]);
    }),
);

/** Nothing is left but the record, and what serves is as it was. */
async function expectFailed(on: OnPoint, error: string, phase: "made" | "failed", input: object = {}) {
  const before = await on.serving();
  expect(await on.ending(await on.verify("v1", input))).toMatchObject({ status: "FAILED", error });
  expect(await on.points()).toMatchObject([{ phase, ...(phase === "failed" && { problem: { error } }) }]);
  expect(await on.report("v1")).toMatchObject({ outcome: "failed", problem: { error } });
  expect(await on.beside()).toEqual([]);
  expect(await on.serving()).toEqual(before);
  expect((await on.lease())?.owner).toBeUndefined();
  expect(on.calls.filter(({ operation }) => operation === "Publish")).toHaveLength(1);
}

describe("Given a point that is ruined, then its verification says so by name, and the point counts no more:", () => {
  test.each<[Target, FileHarm, string]>([
    ["database", "changed-content", "Backup.PageCorrupted"],
    ["database", "truncated-file", "Backup.TableTruncated"],
    ["database", "empty", "Backup.TableMissing"],
    ["files", "missing-file", "Backup.FileMissing"],
    ["files", "changed-content", "Backup.FileChanged"],
    ["files", "truncated-file", "Backup.FileTruncated"],
    ["files", "extra-file", "Backup.FileUnexpected"],
  ])("%s with %s", (target, damage, error) =>
    onPoint({ target, damage }, (on) => expectFailed(on, error, "failed")),
  );

  test("a database of which nobody knows how old it is, since no canary was written", () =>
    onPoint({ target: "database", silentMs: 2 * hour }, (on) =>
      expectFailed(on, "Backup.ContentTooOld", "failed"),
    ));

  test("files whose key is disabled", () =>
    onPoint({ target: "files" }, async (on) => {
      await on.world.call("kms", "DisableKey", { KeyId: on.keyArn }, person);
      await expectFailed(on, "Backup.WrongKey", "failed");
    }));
});

describe("Given what cannot be verified, then nothing is restored and the point is neither good nor bad:", () => {
  test("a point without a manifest", () =>
    onPoint({ target: "files", manifest: false }, async (on) => {
      await expectFailed(on, "Backup.NoManifest", "made");
      expect((await on.world.call("backup", "ListRestoreJobs", {}, person)).RestoreJobs).toEqual([]);
    }));

  test("a point that is in no vault", () =>
    onPoint({ target: "files" }, async (on) => {
      const input = { point: `${on.point.slice(0, -12)}000000000000` };
      await expectFailed(on, "Backup.NoSuchPoint", "made", input);
    }));
});

test("Given a class whose point of the day was verified, then nothing is due and nothing is restored", () =>
  onPoint({ target: "files" }, async (on) => {
    await on.ending(await on.verify("v1"));
    expect(await on.ending(await on.verify("v2"))).toMatchObject({ status: "SUCCEEDED" });
    expect(await on.report("v2")).toMatchObject({ outcome: "nothing-due" });
    expect((await on.world.call("backup", "ListRestoreJobs", {}, person)).RestoreJobs).toHaveLength(1);
  }));

test("Given a restore that AWS fails without a name, then the point is neither good nor bad, and the next run verifies it", () =>
  onPoint({ target: "database" }, async (on) => {
    on.cloud.faults.add({ kind: "backup-job-ends", outcome: "fail", job: "restore", count: 1 });
    await expectFailed(on, "Backup.JobFailed", "made");
    expect(await on.ending(await on.verify("v2"))).toMatchObject({ status: "SUCCEEDED" });
    expect(await on.points()).toMatchObject([{ phase: "verified" }]);
  }));

test("Given a restore of nine hours, then it is given up after twice the RTO, and removed once AWS has ended it", () =>
  onPoint({ target: "files" }, async (on) => {
    on.cloud.faults.add({ kind: "slow-backup-job", seconds: 9 * 3_600, job: "restore" });
    await expectFailed(on, "Backup.RestoreOverdue", "made");
  }));

test("Given a cluster that nobody can delete, then the point is verified and a person hears what is left", () => {
  const refusing: Guard = (call, next) => {
    if (call.operation === "DeleteDBCluster") throw new AwsError("AccessDenied", "not authorized");
    return next(call);
  };
  return onPoint({ target: "database", guards: [refusing] }, async (on) => {
    const end = await on.ending(await on.verify("v1"));
    expect(end).toMatchObject({ status: "FAILED", error: "Backup.LeftBehind" });
    expect(end.cause).toMatch(
      /^the cluster signalbox-development-r[0-9a-f]{8} is still there: not authorized/,
    );
    expect(await on.points()).toMatchObject([{ phase: "verified" }]);
    expect(await on.report("v1")).toMatchObject({
      outcome: "verified",
      problem: { error: "Backup.LeftBehind" },
    });
  });
});

test("Given a verification that was stopped while AWS restores, then the next one removes what came of it, and verifies", () =>
  onPoint({ target: "database" }, async (on) => {
    const executionArn = await on.verify("v1");
    await on.clock.sleep(8_000);
    await on.world.call("states", "StopExecution", { executionArn }, person);
    expect(await on.ending(await on.verify("v2"))).toMatchObject({ status: "SUCCEEDED" });
    expect(await on.points()).toMatchObject([{ phase: "verified" }]);
    expect((await on.world.call("backup", "ListRestoreJobs", {}, person)).RestoreJobs).toHaveLength(2);
    expect(await on.beside()).toEqual([]);
  }));

describe("Given a verification while another one of its class brings its cluster into service", () => {
  const play = async (...guards: readonly Guard[]) => {
    let seen: unknown;
    await onPoint({ target: "database", guards }, async (on) => {
      const first = await on.verify("v1");
      await on.clock.sleep(120_000);
      const ends = await Promise.all([first, await on.verify("v2")].map(on.ending));
      const { RestoreJobs = [] } = await on.world.call("backup", "ListRestoreJobs", {}, person);
      seen = { restores: RestoreJobs.length, errors: ends.map(({ error }) => error) };
      expect(await on.beside()).toEqual([]);
    });
    return seen;
  };

  test("then it is refused, and the first one verifies its point", async () => {
    expect(await play()).toEqual({ restores: 1, errors: [undefined, "Backup.AlreadyRunning"] });
  });

  test("then, where the lease held nobody off, the second would take away what the first looks at", async () => {
    const nobodyRuns: Guard = async (call, next) =>
      call.operation === "DescribeExecution" && byVerification(call)
        ? { ...(await next(call)), status: "FAILED" }
        : await next(call);
    expect(await play(nobodyRuns)).toEqual({ restores: 2, errors: ["Backup.RestoreFailed", undefined] });
  });
});
