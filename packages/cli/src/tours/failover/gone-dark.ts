import type { Scene } from "../scenes/scene.ts";
import * as expected from "./expectations.ts";
import { follow } from "./follow.ts";
import { databaseIn } from "./places.ts";
import type { Story } from "./story.ts";
import { untilCalm } from "./until-calm.ts";
import { messages } from "./writer.ts";

/** The region that writes is gone, and nobody is asked. */
export const goneDark = (story: Story): Scene => ({
  title: "the region that writes goes dark, and another one takes over",
  play: async (play) => {
    const { booted, deployment, io } = play;
    const { cloud, world } = booted;
    const { home, standby } = story.places;
    story.left = await databaseIn(play, home);
    story.darkAt = world.clock.now();
    story.faults.dark = cloud.faults.add({ kind: "region-dark", region: home });
    io.err(io.colors.yellow(`▶ ${home} goes dark at ${new Date(story.darkAt).toISOString()}`));
    story.run = await follow(play, standby, "failover", story.darkAt);
    await untilCalm(play, story);
    for (const lag of story.faults.lags) cloud.faults.remove(lag);
    return {
      did: `cut ${home} off from everybody, with all that ran in it`,
      why: story.run?.sentence ?? "no failover was recorded",
      expectations: expected.goneDark({
        story,
        rows: await (await databaseIn(play, story.heir)).rows(messages),
        leads: cloud.names.resolve(story.places.host)?.region,
        forbidden: cloud.forbidden.calls(story.darkAt),
        rtoSeconds: deployment.failover?.policy.rtoSeconds ?? 0,
      }),
    };
  },
});
