import { backupRuns, wholeBackup } from "@signalbox/core/cost/backup-runs";
import { runPrice } from "@signalbox/core/cost/run-price";
import { ReleasePolicy } from "@signalbox/core/release/policy";
import { backup } from "@signalbox/functions/workflows/backup/workflow";
import { copy } from "@signalbox/functions/workflows/copy/workflow";
import { lookAtContents } from "@signalbox/functions/workflows/look-at-contents/workflow";
import { prune } from "@signalbox/functions/workflows/prune/workflow";
import { expect, test } from "vitest";
import { onVaults } from "./backup.fixture.ts";
import { usesOf } from "./uses.fixture.ts";
import { onPoint } from "./verify-backup.fixture.ts";

const policy = ReleasePolicy.parse({});
const twentyMinutes = { kind: "slow-backup-job", seconds: 1_200 } as const;

test("a backup with its looks, a copy and a pruning uses just what its cost says, and costs under one US cent", () =>
  onVaults(
    {
      rows: 20,
      workflows: [backup, lookAtContents, copy, prune],
      copiedTo: "eu-west-1",
      classes: [
        {
          id: "database/daily",
          target: "database",
          schedule: "cron(0 3 * * ? *)",
          timezone: "UTC",
          retentionDays: 30,
          copyRetentionDays: 365,
        },
      ],
    },
    async ({ cloud, start, ending, executions, transitions, calls, executionOf }) => {
      cloud.faults.add(twentyMinutes);
      const run = await start("r1", "database/daily");
      expect(await ending(run)).toMatchObject({ status: "SUCCEEDED" });
      const used = async (of: string, name?: string) => {
        const [only = ""] = name === undefined ? await executions(of) : [name];
        return usesOf(of, calls, await transitions(executionOf(of, only)));
      };
      const { "look-at-contents": look } = backupRuns;
      expect({
        backup: await used("backup"),
        copy: await used("copy"),
        prune: await used("prune"),
        // Both looks.
        look: await used("look-at-contents", "r1-before"),
      }).toEqual({
        backup: backupRuns.backup(),
        copy: backupRuns.copy(),
        prune: backupRuns.prune(),
        look: { ...look(), lambdaCalls: 2 * look().lambdaCalls, tableWrites: 2 * look().tableWrites },
      });
      // With another copy as well.
      expect(runPrice([...wholeBackup, "copy"], policy, "us-east-1")).toBeLessThan(0.01);
    },
  ));

test("a verification uses just what its cost says, and costs under one US cent", () =>
  onPoint({ target: "database" }, async ({ cloud, verify, ending, transitions, calls }) => {
    cloud.faults.add({ ...twentyMinutes, job: "restore" });
    const run = await verify("v1");
    expect(await ending(run)).toMatchObject({ status: "SUCCEEDED" });
    expect(usesOf("verify-backup", calls, await transitions(run))).toEqual(backupRuns["verify-backup"]());
    expect(runPrice(["verify-backup", "look-at-contents"], policy, "us-east-1")).toBeLessThan(0.01);
  }));
