import { arns } from "@signalbox/core/platform/arns";
import { expect, test } from "vitest";
import { names, onLaptop, person } from "./laptop.fixture.ts";

const region = "us-east-1";

test("Given the stacks as they are deployed, then the database is backed up at two in the morning, as its class says", () =>
  onLaptop({ requestsPerSecond: 0, databases: true }, async ({ clock, world }) => {
    // Nobody has chatted: what the application has made when it started first is what there is.
    await clock.hurry(clock.sleep(2.25 * 3_600_000));
    const machine = arns.stateMachine({ region, account: world.account }, names.deployed("backup"));
    const of = { stateMachineArn: machine };
    const { executions = [] } = await world.call("states", "ListExecutions", of, person);
    const day = new Date(clock.now()).toISOString().slice(0, 10).replaceAll("-", "");
    expect(executions).toMatchObject([{ name: `database-daily-${day}T020000Z`, status: "SUCCEEDED" }]);
    const vault = { BackupVaultName: names.vault };
    const held = await world.call("backup", "ListRecoveryPointsByBackupVault", vault, person);
    expect(held.RecoveryPoints).toMatchObject([
      { ResourceType: "Aurora", Lifecycle: { DeleteAfterDays: 7 } },
    ]);
    const documents = { Bucket: names.bucket("backup-documents", world.account, region) };
    const { Contents = [] } = await world.call("s3", "ListObjectsV2", documents, person);
    // The sweep has had it verified since then, and the deployment has written what it is configured to.
    const others = ["looks/verify-", "configuration/"];
    const own = Contents.flatMap(({ Key = "" }) =>
      others.some((prefix) => Key.startsWith(prefix)) ? [] : Key.split("/")[0],
    );
    expect(own).toEqual(["looks", "looks", "manifests"]);
    const { executionArn = "" } = executions[0] ?? {};
    const { output } = await world.call("states", "DescribeExecution", { executionArn }, person);
    // It could be looked at, and the canary had written its rows.
    expect(JSON.parse(output ?? "")).toMatchObject({ remarks: [] });
  }));
