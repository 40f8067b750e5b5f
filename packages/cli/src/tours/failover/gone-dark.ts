import type { Play, Scene } from "../scenes/scene.ts";
import * as expected from "./expectations.ts";
import { follow } from "./follow.ts";
import { databaseIn } from "./places.ts";
import type { Story } from "./story.ts";
import { messages } from "./writer.ts";

const pollMs = 500;
/** Of the world: nobody is refused any more for so long, when each client has asked for the name again. */
const calmMs = 90_000;
const patienceMs = 1_800_000;

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
    if (story.faults.lag !== undefined) cloud.faults.remove(story.faults.lag);
    return {
      did: `cut ${home} off from everybody, with all that ran in it`,
      why: story.run?.sentence ?? "no failover was recorded",
      expectations: expected.goneDark({
        story,
        rows: await (await databaseIn(play, standby)).rows(messages),
        leads: cloud.names.resolve(story.places.host)?.region,
        forbidden: cloud.forbidden.calls(story.darkAt),
        rtoSeconds: deployment.failover?.policy.rtoSeconds ?? 0,
      }),
    };
  },
});

async function untilCalm({ booted, io }: Play, { writer }: Story): Promise<void> {
  const { traffic, world } = booted;
  const until = world.clock.now() + patienceMs;
  let [lost, since] = [-1, 0];
  while (world.clock.now() < until) {
    const now = traffic.ledger.snapshot().lost + writer.refused.length;
    if (now !== lost) [lost, since] = [now, world.clock.now()];
    if (world.clock.now() - since >= calmMs) return;
    await io.clock.sleep(pollMs, io.interrupted);
  }
}
