import type { Side } from "@signalbox/core/platform/platform";
import { expect, test } from "vitest";
import { onTwoServices } from "./blue-green-group.fixture.ts";
import { person } from "./laptop.fixture.ts";
import { decide, ending, lock, pushQuietly, reached, run, start } from "./release.fixture.ts";
import {
  type BlueGreenLaptop,
  newestDeployment,
  serviceOf,
  weightsOf,
} from "./release-blue-green.fixture.ts";

/** Both services are on one side, of one revision, and nothing of the other is left. */
async function expectOn(laptop: BlueGreenLaptop, side: Side, revision: number): Promise<void> {
  for (const service of laptop.group.services) {
    expect((await weightsOf(laptop, "production", service))[side]).toBe(100);
    expect(await serviceOf(laptop, service)).toEqual({ desiredCount: 3, runningCount: 3, revision });
  }
  expect((await lock(laptop))?.owner).toBeUndefined();
  expect(laptop.traffic.ledger.snapshot()).toMatchObject({ lost: 0 });
}

test("Given a group of two services, when a person promotes, then the users of both go to the candidate together", () =>
  onTwoServices({ policy: { promotion: "manual" } }, async (laptop) => {
    expect(laptop.group.services.map(({ name }) => name)).toEqual(["backend", "auth"]);
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "waiting-for-person");
    await expectSides(laptop, "green");
    await decide(laptop, "promote", "r1");
    await reached(laptop, "r1", "holding");
    await expectSides(laptop, "blue");
    expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED" });
    await expectOn(laptop, "blue", 2);
    expect((await run(laptop, "r1"))?.report?.services.map(({ name }) => name)).toEqual(["backend", "auth"]);
  }));

async function expectSides(laptop: BlueGreenLaptop, side: Side): Promise<void> {
  for (const service of laptop.group.services)
    expect((await weightsOf(laptop, "production", service))[side]).toBe(100);
}

test("Given a version that never gets healthy in one of two services, then neither is given to the users", () =>
  onTwoServices({ badIn: "auth", policy: { healthySeconds: 300 } }, async (laptop) => {
    await pushQuietly(laptop, "v2", "unhealthy");
    const end = await ending(laptop, await start(laptop, "r1", {}));
    expect(end).toMatchObject({ error: "Release.RolledBack" });
    expect(end.cause).toContain("auth");
    await expectOn(laptop, "green", 1);
  }));

test("Given a version that fails in one of two services, when its alarm or its analysis says so, then both go back", () =>
  onTwoServices({ badIn: "auth" }, async (laptop) => {
    await pushQuietly(laptop, "v2", "errors");
    const end = await ending(laptop, await start(laptop, "r1", {}));
    expect(end).toMatchObject({ error: "Release.RolledBack" });
    await expectOn(laptop, "green", 1);
    for (const service of laptop.group.services)
      expect(await newestDeployment(laptop, service)).toMatchObject({ status: "ROLLBACK_SUCCESSFUL" });
  }));

test.each(["waiting-for-person", "draining", "holding"] as const)(
  "Given two services of which ECS takes one back while the release is %s, then the other one follows",
  (phase) =>
    onTwoServices(
      { policy: phase === "waiting-for-person" ? { promotion: "manual" } : {} },
      async (laptop) => {
        await pushQuietly(laptop, "v2");
        const arn = await start(laptop, "r1", {});
        await reached(laptop, "r1", phase);
        const { serviceDeploymentArn } = await newestDeployment(laptop, laptop.group.services[1]);
        await laptop.world.call("ecs", "StopServiceDeployment", { serviceDeploymentArn }, person);
        if (phase === "waiting-for-person") await decide(laptop, "promote", "r1");
        const end = await ending(laptop, arn);
        expect(end).toMatchObject({ error: "Release.RolledBack" });
        expect(end.cause).toContain("Release.DeploymentFailed: auth");
        await expectOn(laptop, "green", 1);
      },
    ),
);
