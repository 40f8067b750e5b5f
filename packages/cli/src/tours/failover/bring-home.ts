import { namesOf } from "@signalbox/core/platform/names";
import { startRun } from "../../backups/start.ts";
import { invokeDecider } from "../../cloud/invoke-decider.ts";
import type { Play, Scene } from "../scenes/scene.ts";
import * as expected from "./expectations.ts";
import { follow } from "./follow.ts";
import { askIn, databaseIn } from "./places.ts";
import type { Story } from "./story.ts";
import { untilCalm } from "./until-calm.ts";
import { messages } from "./writer.ts";

/** Users come back to the region that was lost, as a person wants it. */
export const bringHome = (story: Story): Scene => ({
  title: "a person lets users come back, and nothing is lost",
  play: async (play) => {
    const { booted, io } = play;
    const { cloud, world } = booted;
    const { home } = story.places;
    const since = world.clock.now();
    const at = await askIn(play, home);
    const input = { requestedBy: "tour" };
    await startRun(at.cloud, at.deployment, { workflow: "failback", name: "failback-home", input }, io);
    story.back = await follow(play, home, "failback", since, async ({ run }) => {
      const decision = { run, action: "approve", reason: "it has caught up", by: "tour" };
      const otherwise = "signalbox failover status shows what waits";
      await invokeDecider(at.cloud, at.deployment, {
        ...{ decider: "decide-failover", decision, about: run, otherwise },
      });
    });
    await untilCalm(play, story);
    return {
      did: `started failback in ${home}, and approved it`,
      why: story.back?.sentence ?? "no failback was recorded",
      expectations: expected.bringHome({
        ...{ story, since },
        rows: await (await databaseIn(play, home)).rows(messages),
        leads: cloud.names.resolve(story.places.host)?.region,
        kept: await keptIn(play, home),
      }),
    };
  },
});

/** Snapshots that stay, of what the new writer had not. */
async function keptIn({ booted, deployment }: Play, region: string): Promise<string[]> {
  const { DBClusterSnapshots = [] } = await booted.world.call(
    "rds",
    "DescribeDBClusterSnapshots",
    { SnapshotType: "manual" },
    { region, principal: { kind: "person" } },
  );
  return DBClusterSnapshots.map(({ DBClusterSnapshotIdentifier = "" }) => DBClusterSnapshotIdentifier).filter(
    (name) => name.includes(namesOf(deployment).lostWrites),
  );
}
