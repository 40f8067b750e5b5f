import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Booted, boot } from "@signalbox/local/boot";
import { openStore } from "@signalbox/local/store/store";
import { virtualClock } from "@signalbox/local/world/clock";
import { afterAll, expect, test } from "vitest";

const directory = mkdtempSync(join(tmpdir(), "signalbox-blue-green-"));
const region = "us-east-1";
const caller = { region, principal: { kind: "person" } } as const;
const backend = { cluster: "signalbox-deep-research", service: "backend" };
afterAll(() => rmSync(directory, { recursive: true }));

/** Boots the platform whose backend is blue-green on the directory's state, in virtual time, does `work`, and stops. */
async function onStore(start: number, work: (booted: Booted) => Promise<void>): Promise<void> {
  const clock = virtualClock(start);
  const store = openStore(directory);
  await clock.run(
    (async () => {
      const setting = {
        config: "deep-research",
        clock,
        port: 0,
        seed: 1,
        requestsPerSecond: 2,
        rehearsals: false,
        policy: {},
      };
      const booted = await boot({ ...setting, store });
      booted.traffic.start();
      await work(booted);
      await booted.traffic.stop();
      expect(booted.traffic.ledger.snapshot().lost).toBe(0);
      await booted.stop();
    })(),
  );
  store.close();
}

async function latest({ world }: Booted) {
  const { serviceDeployments: [newest] = [] } = await world.call(
    "ecs",
    "ListServiceDeployments",
    backend,
    caller,
  );
  const serviceDeploymentArns = [newest?.serviceDeploymentArn ?? ""];
  const { serviceDeployments: [found] = [] } = await world.call(
    "ecs",
    "DescribeServiceDeployments",
    { serviceDeploymentArns },
    caller,
  );
  return found;
}

async function until(booted: Booted, wanted: string) {
  for (let waited = 0; waited < 3600; waited += 5) {
    const found = await latest(booted);
    if (found?.lifecycleStage === wanted || found?.status === wanted) return found;
    await booted.world.clock.sleep(5_000);
  }
  throw new Error(`never ${wanted}: ${JSON.stringify(await latest(booted), null, 2)}`);
}

test("a blue-green deployment that waits for its hook goes on in the next process, under its own role", async () => {
  const first = Date.UTC(2026, 0, 1);
  await onStore(first, async (booted) => {
    await until(booted, "SUCCESSFUL");
    await booted.world.call(
      "ecs",
      "UpdateService",
      {
        ...backend,
        forceNewDeployment: true,
        deploymentConfiguration: {
          bakeTimeInMinutes: 2,
          lifecycleHooks: [{ targetType: "PAUSE", lifecycleStages: ["POST_TEST_TRAFFIC_SHIFT"] }],
        },
      },
      caller,
    );
    await until(booted, "POST_TEST_TRAFFIC_SHIFT");
  });
  await onStore(first + 3_600_000, async (booted) => {
    const paused = await latest(booted);
    expect(paused).toMatchObject({
      status: "IN_PROGRESS",
      lifecycleStage: "POST_TEST_TRAFFIC_SHIFT",
      lifecycleHookDetails: [{ status: "AWAITING_ACTION" }],
    });
    const { serviceDeploymentArn, lifecycleHookDetails: [hook] = [] } = paused ?? {};
    await booted.world.call(
      "ecs",
      "ContinueServiceDeployment",
      { serviceDeploymentArn, hookId: hook?.hookId },
      caller,
    );
    const done = await until(booted, "SUCCESSFUL");
    expect(done.targetServiceRevision).toMatchObject({
      runningTaskCount: 3,
      requestedProductionTrafficWeight: 100,
    });
    expect(done.sourceServiceRevisions).toMatchObject([{ runningTaskCount: 0 }]);
  });
});
