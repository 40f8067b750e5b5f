import type { GroupDocument } from "@signalbox/core/console/documents";
import { expect, test } from "vitest";
import { type Booted, boot } from "../../boot.ts";
import { virtualClock } from "../../world/clock.ts";
import { pushImage } from "./images.ts";
import { lookAtGroups } from "./look-at-groups.ts";
import { seenTraffic } from "./seen-traffic.ts";

const patience = 30_000;

/** A platform with every strategy in virtual time, looked at by group. */
function onEveryStrategy(
  scenario: (
    booted: Booted,
    look: (name: string, wanted?: (group: GroupDocument) => boolean) => Promise<GroupDocument>,
  ) => Promise<void>,
): Promise<void> {
  const clock = virtualClock();
  return clock.run(
    (async () => {
      const config = "three-strategies";
      const booted = await boot({ config, clock, port: 0, seed: 1, requestsPerSecond: 5, policy: {} });
      const lookAll = lookAtGroups(booted.world, seenTraffic(booted.world));
      await scenario(booted, async (name, wanted = () => true) => {
        for (let looks = 0; looks < 720; looks++) {
          const puts = await lookAll([booted.platform]);
          const found = puts.flatMap((put) => (put.topic === "group" && put.value ? put.value : []));
          const group = found.find((one) => one.name === name);
          if (group && wanted(group)) return group;
          await clock.sleep(5_000);
        }
        throw new Error(`${name} did not get there within an hour`);
      });
      await booted.stop();
    })(),
  );
}

test(
  "a blue-green group tells its sides, what the preview listener serves, and where its deployment pauses",
  { timeout: patience },
  () =>
    onEveryStrategy(async ({ world, platform: { region, groups } }, look) => {
      const before = await look(
        "pipelines",
        (group) => group.strategy === "blue-green" && group.services[0]?.deployment?.status !== "IN_PROGRESS",
      );
      expect(before).toMatchObject({
        strategy: "blue-green",
        // As ECS's first deployment leaves it.
        sides: { green: { wanted: 100, desired: 2, healthy: 2 }, blue: { wanted: 0, desired: 0 } },
        services: [{ preview: "green" }],
      });
      const repository = groups.find(({ name }) => name === "pipelines")?.repository ?? "";
      const { tag } = await pushImage(world, { region, repository, behaviour: "good" });
      const group = await look("pipelines", ({ run }) => run?.phase === "waiting-for-person");
      expect(group).toMatchObject({
        may: ["promote", "promote-fully", "abort"],
        sides: {
          green: { wanted: 100, desired: 2, image: `${repository}:main` },
          blue: { wanted: 0, desired: 2, healthy: 2, image: `${repository}:${tag}` },
        },
        services: [
          {
            preview: "blue",
            deployment: { status: "IN_PROGRESS", stage: "POST_TEST_TRAFFIC_SHIFT", waits: true },
          },
        ],
      });
    }),
);

test(
  "a rolling group tells what runs, and how near a deployment that fails is to its circuit breaker",
  { timeout: patience },
  () =>
    onEveryStrategy(async ({ world, platform: { region, groups } }, look) => {
      expect(await look("extraction")).toMatchObject({
        strategy: "rolling",
        services: [{ name: "extraction", desired: 2, running: 2, healthy: 2 }],
      });
      const repository = groups.find(({ name }) => name === "extraction")?.repository ?? "";
      const { tag } = await pushImage(world, { region, repository, behaviour: "unhealthy" });
      const failing = await look(
        "extraction",
        (group) => group.strategy === "rolling" && (group.services[0]?.deployment?.breaker?.failed ?? 0) > 0,
      );
      expect(failing).toMatchObject({
        services: [
          {
            deployment: {
              status: "IN_PROGRESS",
              image: `${repository}:${tag}`,
              requested: 2,
              breaker: { threshold: 3 },
            },
          },
        ],
      });
    }),
);
