import { arns } from "@signalbox/core/platform/arns";
import { expect, test } from "vitest";
import { names, onLaptop, person } from "./laptop.fixture.ts";

const region = "us-east-1";

test("Given the stacks as they are deployed, then the database is backed up at two in the morning, as its class says", () =>
  onLaptop({ requestsPerSecond: 0 }, async ({ clock, world }) => {
    await clock.hurry(clock.sleep(2.25 * 3_600_000));
    const machine = arns.stateMachine({ region, account: world.account }, names.deployed("backup"));
    const asked = { stateMachineArn: machine };
    const { executions = [] } = await world.call("states", "ListExecutions", asked, person);
    const day = new Date(clock.now()).toISOString().slice(0, 10).replaceAll("-", "");
    expect(executions).toMatchObject([{ name: `database-daily-${day}T020000Z`, status: "SUCCEEDED" }]);
    const vault = { BackupVaultName: names.vault };
    const held = await world.call("backup", "ListRecoveryPointsByBackupVault", vault, person);
    expect(held.RecoveryPoints).toMatchObject([
      { ResourceType: "Aurora", Lifecycle: { DeleteAfterDays: 7 } },
    ]);
  }));
