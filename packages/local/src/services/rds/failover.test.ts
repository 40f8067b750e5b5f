import { expect, test } from "vitest";
import { withGlobalCluster } from "./global.fixture.ts";

const seconds = 1000;

test("a failover promotes the secondary while the primary is dark, and loses what had not arrived", async () => {
  const { global, move, pass, write, ids, dark, eu, us, minute, status, changed } = await withGlobalCluster();
  await write("us-east-1", "arrived");
  await pass(seconds);
  await write("us-east-1", "underway");
  dark.add("us-east-1");
  changed();
  const begun = await move("FailoverGlobalCluster", { TargetDbClusterIdentifier: eu, AllowDataLoss: true });
  expect(begun).toMatchObject({
    FailoverState: { Status: "pending", FromDbClusterArn: us, ToDbClusterArn: eu, IsDataLossAllowed: true },
  });
  await pass(20 * seconds);
  expect((await global()).FailoverState?.Status).toBe("failing-over");
  expect(await status("eu-west-1")).toBe("promoting");
  await expect(move("FailoverGlobalCluster", { TargetDbClusterIdentifier: eu })).rejects.toMatchObject({
    name: "InvalidGlobalClusterStateFault",
  });
  await pass(2 * minute);
  const after = await global();
  expect(after.FailoverState).toBeUndefined();
  expect(after.GlobalClusterMembers).toMatchObject([
    { DBClusterArn: eu, IsWriter: true },
    { DBClusterArn: us, IsWriter: false, SynchronizationStatus: "pending-resync" },
  ]);
  expect(await ids("eu-west-1")).toEqual(["arrived"]);
  await write("eu-west-1", "new");
});

test("the old primary keeps what it had until its region is back, as a snapshot after that, and follows then", async () => {
  const { ask, move, pass, write, ids, dark, eu, minute, changed, told, global, events } =
    await withGlobalCluster();
  dark.add("us-east-1");
  changed();
  await write("us-east-1", "lost");
  await move("FailoverGlobalCluster", { TargetDbClusterIdentifier: eu, AllowDataLoss: true });
  await pass(3 * minute);
  await write("us-east-1", "lost as well");
  await write("eu-west-1", "kept");
  await pass(30 * minute);
  expect(await ids("us-east-1")).toEqual(["lost", "lost as well"]);
  dark.clear();
  changed();
  await pass(20 * minute);
  expect(await ids("us-east-1")).toEqual(["kept"]);
  expect((await global()).GlobalClusterMembers?.[1]?.SynchronizationStatus).toBe("connected");
  const { DBClusterSnapshots = [] } = await ask("DescribeDBClusterSnapshots", { SnapshotType: "automated" });
  const [{ DBClusterSnapshotIdentifier: name = "" } = {}] = DBClusterSnapshots;
  expect(name).toMatch(/^rds:unplanned-global-failover-chat-\d{4}-\d\d-\d\d-\d\d-\d\d$/);
  await ask("RestoreDBClusterFromSnapshot", {
    DBClusterIdentifier: "found",
    SnapshotIdentifier: name,
    Engine: "aurora-postgresql",
  });
  await ask("CreateDBInstance", {
    DBInstanceIdentifier: "found-1",
    DBInstanceClass: "db.serverless",
    Engine: "aurora-postgresql",
    DBClusterIdentifier: "found",
  });
  await pass(10 * minute);
  expect(await ids("us-east-1", "found")).toEqual(["lost", "lost as well"]);
  expect(told(events)).toEqual(
    expect.arrayContaining(["RDS-EVENT-0238", "RDS-EVENT-0240", "RDS-EVENT-0241"]),
  );
});

test("a switchover and one back lose nothing, however late replication is", async () => {
  const { move, pass, write, ids, late, eu, us, minute, global, events, told, changed, clock } =
    await withGlobalCluster();
  late.ms = 60 * seconds;
  changed();
  await write("us-east-1", "one");
  const begun = await move("SwitchoverGlobalCluster", { TargetDbClusterIdentifier: eu });
  expect(begun.FailoverState).toMatchObject({ Status: "pending", IsDataLossAllowed: false });
  await pass(20 * seconds);
  expect((await global()).FailoverState?.Status).toBe("switching-over");
  await write("us-east-1", "two");
  await pass(2 * minute);
  await expect(write("us-east-1", "refused")).rejects.toThrow();
  expect(await ids("eu-west-1")).toEqual(["one", "two"]);
  late.ms = 0;
  changed();
  await write("eu-west-1", "three");
  const early = move("SwitchoverGlobalCluster", { TargetDbClusterIdentifier: us });
  await expect(early).rejects.toMatchObject({ name: "InvalidDBClusterStateFault" });
  await pass(15 * minute);
  const start = clock.now();
  // Without AllowDataLoss it is a switchover.
  await move("FailoverGlobalCluster", { TargetDbClusterIdentifier: us });
  while ((await global()).FailoverState) await pass(seconds);
  expect(clock.now() - start).toBeLessThanOrEqual(45 * seconds);
  expect((await ids("us-east-1")).length).toBe(3);
  await write("us-east-1", "four");
  expect(told(events)).toEqual(
    expect.arrayContaining(["0181", "0182", "0183", "0184", "0185"].map((id) => `RDS-EVENT-${id}`)),
  );
  expect(told(events)).not.toContain("RDS-EVENT-0240");
});

test("a switchover whose secondary hears nothing any more is cancelled, and all is as it was", async () => {
  const { move, pass, write, ids, late, eu, us, minute, global, events, told, changed } =
    await withGlobalCluster();
  await move("SwitchoverGlobalCluster", { TargetDbClusterIdentifier: eu });
  late.ms = Number.POSITIVE_INFINITY;
  changed();
  await pass(11 * minute);
  await pass(10 * seconds);
  const after = await global();
  expect(after.FailoverState).toBeUndefined();
  expect(after.GlobalClusterMembers?.[0]?.DBClusterArn).toBe(us);
  expect(told(events)).toContain("RDS-EVENT-0186");
  await write("us-east-1", "on");
  expect(await ids("us-east-1")).toEqual(["on"]);
});

test("what cannot be moved is refused by AWS's names", async () => {
  const { ask, move, dark, eu, us } = await withGlobalCluster();
  const refused = async (work: Promise<unknown>, name: string) =>
    expect(work).rejects.toMatchObject({ name });
  await refused(
    ask("SwitchoverGlobalCluster", { GlobalClusterIdentifier: "none", TargetDbClusterIdentifier: eu }),
    "GlobalClusterNotFoundFault",
  );
  const other = eu.replace("eu-west-1", "us-west-2");
  await refused(
    move("SwitchoverGlobalCluster", { TargetDbClusterIdentifier: other }),
    "DBClusterNotFoundFault",
  );
  await refused(
    move("SwitchoverGlobalCluster", { TargetDbClusterIdentifier: us }),
    "InvalidGlobalClusterStateFault",
  );
  await refused(
    move("FailoverGlobalCluster", { TargetDbClusterIdentifier: eu, AllowDataLoss: true, Switchover: false }),
    "InvalidParameterCombination",
  );
  dark.add("us-east-1");
  await refused(
    move("SwitchoverGlobalCluster", { TargetDbClusterIdentifier: eu }),
    "InvalidGlobalClusterStateFault",
  );
});

test("each secondary's region is told every minute how far behind it is", async () => {
  const { pass, metrics, dark, changed, minute } = await withGlobalCluster();
  metrics.length = 0;
  await pass(minute);
  expect(metrics).toMatchObject(
    ["AuroraGlobalDBReplicationLag", "AuroraGlobalDBRPOLag"].map((metric) => ({
      region: "eu-west-1",
      namespace: "AWS/RDS",
      metric,
      dimensions: { DBClusterIdentifier: "chat" },
      value: 200,
      unit: "Milliseconds",
    })),
  );
  dark.add("us-east-1");
  changed();
  await pass(5 * minute);
  expect(metrics.at(-1)?.value).toBeGreaterThan(4 * minute);
});

test("the next process goes on with a failover, and with the old primary's return", async () => {
  const { pass, move, eu, us, dark, restarted, minute, write } = await withGlobalCluster();
  dark.add("us-east-1");
  await write("us-east-1", "lost");
  await move("FailoverGlobalCluster", { TargetDbClusterIdentifier: eu, AllowDataLoss: true });
  await pass(30 * seconds);
  const next = await restarted();
  await next.pass(3 * minute);
  const members = async () => {
    const { GlobalClusters = [] } = await next.call("rds", "DescribeGlobalClusters", {});
    return GlobalClusters[0]?.GlobalClusterMembers;
  };
  expect(await members()).toMatchObject([{ DBClusterArn: eu }, { SynchronizationStatus: "pending-resync" }]);
  dark.clear();
  await next.pass(20 * minute);
  expect(await members()).toMatchObject([
    { DBClusterArn: eu, IsWriter: true },
    { DBClusterArn: us, SynchronizationStatus: "connected" },
  ]);
  expect(next.reported).toEqual([]);
});
