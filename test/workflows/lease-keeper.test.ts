import { keeperName } from "@signalbox/core/failover/keeper-variables";
import { promotableAt } from "@signalbox/core/failover/lease";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { namesOf } from "@signalbox/core/platform/names";
import { createCloud } from "@signalbox/local/cloud";
import { bringUp } from "@signalbox/local/deploy/bring-up";
import { PlatformDocument, readPlatform } from "@signalbox/local/deploy/document";
import { imageFor } from "@signalbox/local/images/catalogue";
import { virtualClock } from "@signalbox/local/world/clock";
import { modelDatabases } from "@signalbox/local/world/database/model/plane";
import { modelPlane } from "@signalbox/local/world/plane/model/plane";
import { random } from "@signalbox/local/world/random";
import { expect, test } from "vitest";

const names = namesOf({ name: "signalbox", stage: "two-regions" });
const [us, eu, neutral] = ["us-east-1", "eu-west-1", "us-west-2"];
const person = { kind: "person" } as const;
const minuteMs = 60_000;

/** Two regions, and what happens in them once somebody has claimed the epoch for the second one at these tables. */
async function claimed(
  tables: readonly string[],
  { afterMs, document = readPlatform("two-regions") }: { afterMs: number; document?: PlatformDocument },
) {
  const clock = virtualClock();
  const databases = modelDatabases(clock);
  const plane = modelPlane({ clock, random: random(3).fork("plane"), imageFor });
  const { account, regions } = document;
  return await clock.run(
    (async () => {
      const cloud = createCloud({ clock, seed: 3, plane, databases, account, regions });
      const { world } = cloud;
      await clock.hurry(bringUp(cloud, { document, policy: {} }));
      /** Tasks of a service that are there in a region, by what became of them. */
      const tasksIn = async (region: string, desiredStatus: "RUNNING" | "STOPPED" = "RUNNING") => {
        const caller = { region, principal: person };
        const cluster = names.cluster;
        const { taskArns = [] } = await world.call("ecs", "ListTasks", { cluster, desiredStatus }, caller);
        if (taskArns.length === 0) return [];
        const { tasks = [] } = await world.call("ecs", "DescribeTasks", { cluster, tasks: taskArns }, caller);
        return tasks.filter(({ group }) => group?.startsWith("service:open-webui"));
      };
      const before = await tasksIn(us ?? "");
      const claimedAt = clock.now();
      const at = new Date(claimedAt).toISOString();
      const item = {
        epoch: { N: "1" },
        region: { S: eu ?? "" },
        run: { S: "run" },
        owner: { S: "owner" },
        at: { S: at },
      };
      for (const region of tables)
        await world.call(
          "dynamodb",
          "PutItem",
          {
            TableName: names.ledgerTable,
            Item: { pk: { S: ledgerKeys.failover }, sk: { S: ledgerKeys.epoch(1) }, ...item },
          },
          { region, principal: person },
        );
      await clock.sleep(afterMs);
      const running = (await tasksIn(us ?? "")).filter(({ lastStatus }) => lastStatus === "RUNNING");
      const stopped = await tasksIn(us ?? "", "STOPPED");
      const standby = (await tasksIn(eu ?? "")).filter(({ lastStatus }) => lastStatus === "RUNNING");
      await cloud.stop();
      return { before, running, stopped, standby };
    })(),
  );
}

const untilPromoted = promotableAt(0);

test("the old region's tasks have all stopped when the new one may write, and none begins again", async () => {
  const { before, running, stopped, standby } = await claimed([eu, neutral] as string[], {
    afterMs: untilPromoted,
  });
  expect(before.length).toBeGreaterThan(0);
  expect(running).toEqual([]);
  expect(stopped.map(({ stopCode }) => stopCode)).toContain("EssentialContainerExited");
  expect(standby.length).toBeGreaterThan(0);
  const later = await claimed([eu, neutral] as string[], { afterMs: 20 * minuteMs });
  expect(later.running).toEqual([]);
});

test("without its keeper a task of the old region goes on writing after the promotion", async () => {
  const { running } = await claimed([eu, neutral] as string[], {
    afterMs: untilPromoted,
    document: unguarded(),
  });
  expect(running.length).toBeGreaterThan(0);
});

test("a claim that came through at one table of three stops nobody", async () => {
  const { running, before } = await claimed([eu] as string[], { afterMs: 10 * minuteMs });
  expect(running.map(({ taskArn }) => taskArn).toSorted()).toEqual(
    before.map(({ taskArn }) => taskArn).toSorted(),
  );
});

/** The same platform, with tasks that nobody guards. */
function unguarded(): PlatformDocument {
  const document = readPlatform("two-regions");
  return PlatformDocument.parse({
    ...document,
    entries: document.entries.map((entry) =>
      entry.call?.operation === "RegisterTaskDefinition" ? withoutKeeper(entry) : entry,
    ),
  });
}

function withoutKeeper(entry: PlatformDocument["entries"][number]) {
  const containers = entry.call?.input.containerDefinitions;
  if (!Array.isArray(containers)) throw new Error(`${entry.id} has no containers`);
  const own = containers
    .filter(({ name }) => name !== keeperName)
    .map(({ dependsOn: _, ...container }: { dependsOn?: unknown }) => container);
  return { ...entry, call: { ...entry.call, input: { ...entry.call?.input, containerDefinitions: own } } };
}
