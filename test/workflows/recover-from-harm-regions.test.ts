import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { arns } from "@signalbox/core/platform/arns";
import { RecoveryRun } from "@signalbox/core/recovery/run";
import { getItem } from "@signalbox/functions/aws/ledger";
import { platformIn } from "@signalbox/local/deploy/platform-in";
import { expect, test } from "vitest";
import {
  executed,
  home,
  ledgerIn,
  minute,
  names,
  onThreeRegions,
  personIn,
  standby,
  type ThreeRegions,
  third,
} from "./failover.fixture.ts";
import { isPageUp } from "./recover-from-harm.fixture.ts";

const timeout = 240_000;

async function begin({ world }: ThreeRegions, region: string, workflow: string, name: string, input: object) {
  const stateMachineArn = arns.stateMachine({ region, account: world.account }, names.deployed(workflow));
  const asked = { stateMachineArn, name, input: JSON.stringify(input) };
  return (await world.call("states", "StartExecution", asked, personIn(region))).executionArn ?? "";
}

const said = async (regions: ThreeRegions, decider: string, input: object): Promise<void> => {
  const asked = { FunctionName: names.deployed(decider), Payload: Buffer.from(JSON.stringify(input)) };
  await regions.world.call("lambda", "Invoke", asked, personIn(home));
};

/** Regions that answer and whose page is up. */
async function pagesIn({ world }: ThreeRegions): Promise<string[]> {
  const up: string[] = [];
  for (const region of [home, standby])
    if (await isPageUp(world, await platformIn(world, region, names.platformParameters))) up.push(region);
  return up;
}

test(
  "in three regions users are kept out of all that answer, one that is gone is done without and named, and a standby refuses",
  {
    timeout,
  },
  () =>
    onThreeRegions({}, async (regions) => {
      const { clock, cloud } = regions;
      await clock.sleep(3 * minute);
      const asked = { reason: "database_corruption", requestedBy: "ada" };
      const made = await begin(regions, home, "backup", "b1", {
        class: "database/daily",
        requestedBy: "ada",
      });
      expect(await executed(regions, home, made)).toMatchObject({ status: "SUCCEEDED" });
      await clock.sleep(3 * minute);
      const moment = new Date(clock.now() - minute).toISOString();
      await clock.sleep(6 * minute);
      const there = await begin(regions, standby, "recover-from-harm", "h0", { ...asked, time: moment });
      expect(await executed(regions, standby, there)).toMatchObject({ error: "Recovery.NotHere" });
      cloud.faults.add({ kind: "region-dark", region: third });
      const arn = await begin(regions, home, "recover-from-harm", "h1", { ...asked, time: moment });
      const record = async () =>
        await getItem(
          { ...ledgerIn(regions, home), pk: ledgerKeys.work("recover", "harm") },
          ledgerKeys.run("h1"),
          RecoveryRun,
        );
      while ((await record())?.phase !== "restoring") await clock.sleep(5_000);
      const { acts = [], plan = [] } = (await record()) ?? {};
      expect(plan.join("\n")).toContain(`users of ${home}, ${standby}, ${third}`);
      const act = (name: string) => acts.find((one) => one.name === name);
      expect(act("h1-quarantine")).toMatchObject({ outcome: "done" });
      expect(act(`h1-page-${standby}`)).toMatchObject({ outcome: "done" });
      expect(act(`h1-page-${third}`)).toMatchObject({ text: expect.stringContaining(third) });
      expect(act(`h1-page-${third}`)?.outcome).toBeUndefined();
      expect(await pagesIn(regions)).toEqual([home, standby]);
      const words = { reason: "for the test", by: "ann", action: "approve" };
      while ((await record())?.phase !== "waiting-for-person") {
        await said(regions, "decide-restore", { ...words, restore: "h1-restore" });
        await clock.sleep(minute);
      }
      await said(regions, "decide-recovery", { ...words, run: "h1" });
      expect(await executed(regions, home, arn)).toMatchObject({ status: "SUCCEEDED" });
      expect(await pagesIn(regions)).toEqual([]);
    }),
);
