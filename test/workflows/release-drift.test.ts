import { release } from "@signalbox/functions/workflows/release/workflow";
import { describe, expect, test } from "vitest";
import { type Laptop, names, onLaptop, person } from "./laptop.fixture.ts";
import { bypassing, redeploy } from "./redeploy.fixture.ts";
import { ending, lock, pushQuietly, run, services, start, weights } from "./release.fixture.ts";

describe("the drift check", () => {
  /** Somebody deploys another definition to the stable side by hand, past the orchestrator. */
  async function changeByHand(laptop: Laptop): Promise<void> {
    const { cluster } = laptop.group;
    const { container, sides } = laptop.service;
    const { blue } = await services(laptop);
    const { taskDefinition } = await laptop.world.call(
      "ecs",
      "DescribeTaskDefinition",
      { taskDefinition: blue.taskDefinition },
      person,
    );
    const containerDefinitions = taskDefinition?.containerDefinitions?.map((definition) =>
      definition.name === container
        ? { ...definition, environment: [{ name: "BY_HAND", value: "yes" }] }
        : definition,
    );
    const { family, networkMode, requiresCompatibilities, cpu, memory, taskRoleArn, executionRoleArn } =
      taskDefinition!;
    const made = await laptop.world.call(
      "ecs",
      "RegisterTaskDefinition",
      {
        family,
        networkMode,
        requiresCompatibilities,
        cpu,
        memory,
        taskRoleArn,
        executionRoleArn,
        containerDefinitions,
      },
      person,
    );
    await laptop.world.call(
      "ecs",
      "UpdateService",
      { cluster, service: sides.blue.service, taskDefinition: made.taskDefinition?.taskDefinitionArn },
      person,
    );
    await laptop.clock.sleep(600_000);
  }

  async function afterTwoReleases(laptop: Laptop): Promise<void> {
    for (const tag of ["v2", "v3", "v4"]) await pushQuietly(laptop, tag);
    for (const tag of ["v2", "v3"]) {
      const arn = await start(laptop, tag, { image: { repository: names.repository("open-webui"), tag } });
      expect(await ending(laptop, arn)).toMatchObject({ status: "SUCCEEDED" });
    }
    expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
  }
  const policy = { ladder: [100], holdSeconds: 60, drainSeconds: 60, bakeSeconds: 120 };
  const v4 = { image: { repository: names.repository("open-webui"), tag: "v4" } };

  test("refuses to release over what somebody changed by hand, and gives the lock back", () =>
    onLaptop({ policy }, async (laptop) => {
      await afterTwoReleases(laptop);
      await changeByHand(laptop);
      const end = await ending(laptop, await start(laptop, "r1", v4));
      expect(end).toMatchObject({ status: "FAILED", error: "Release.Drifted" });
      expect((await lock(laptop))?.owner).toBeUndefined();
      expect(await run(laptop, "r1")).toMatchObject({
        phase: "ended",
        report: { outcome: "refused", problem: { error: "Release.Drifted" } },
      });
      expect(await weights(laptop)).toEqual({ blue: 100, green: 0 });
    }));

  test("once removed, the unknown change is copied and promoted", () =>
    onLaptop({ policy }, async (laptop) => {
      await redeploy(laptop, bypassing(release, "RecordState", "CheckDrift", "IsRehearsed"));
      await afterTwoReleases(laptop);
      await changeByHand(laptop);
      expect(await ending(laptop, await start(laptop, "r1", v4))).toMatchObject({ status: "SUCCEEDED" });
      const { green } = await services(laptop);
      const { taskDefinition } = await laptop.world.call("ecs", "DescribeTaskDefinition", green, person);
      expect(taskDefinition?.containerDefinitions?.[0]?.environment).toEqual([
        { name: "BY_HAND", value: "yes" },
      ]);
    }));
});
