import { verdictOf } from "@signalbox/core/failover/verdict";
import { type FailoverStatus, readFailovers } from "../../failovers/read.ts";
import type { Play, Scene } from "../scenes/scene.ts";
import { untilChatted } from "../upgrades/chats.ts";
import * as expected from "./expectations.ts";
import { askIn } from "./places.ts";
import type { Story } from "./story.ts";

const pollMs = 1_000;
/** Of the world: it is looked every quarter of an hour. */
const patienceMs = 3_600_000;
/** Messages that are written before anything is lost. */
const enough = 100;
/** How late the others hear what is written: enough that a loss is seen, well within the RPO. */
export const lagSeconds = 20;

/** Nobody starts anything: observers look each minute, and each standby looks at itself every quarter of an hour. */
export const standingBy = (story: Story, stop: AbortSignal): Scene => ({
  title: "chats flow, three observers look on, and two regions could take over",
  play: async (play) => {
    const { cloud, world } = play.booted;
    const { home, standby, third } = story.places;
    await untilChatted(play);
    story.faults.lags = [standby, third].map((region) =>
      cloud.faults.add({ kind: "replication-lags", region, seconds: lagSeconds }),
    );
    world.background("a user who writes", () => story.writer.write(home, stop));
    const statuses = await untilReady(play, [standby, third]);
    const { clock, interrupted } = play.io;
    while (story.writer.acknowledged.length < enough) await clock.sleep(pollMs, interrupted);
    return {
      did: `wrote ${enough} messages by the name ${story.places.host}, which the others hear ${lagSeconds} s later, and waited`,
      why: statuses.map(({ region, readiness }) => `${region}: ${readyOf(readiness)}`).join("; "),
      expectations: expected.standingBy(statuses, home),
    };
  },
});

async function untilReady(play: Play, regions: readonly string[]): Promise<FailoverStatus[]> {
  const { booted, io } = play;
  const until = booted.world.clock.now() + patienceMs;
  const asked = await Promise.all(regions.map((region) => askIn(play, region)));
  const told = new Set<string>();
  for (;;) {
    const statuses = await Promise.all(asked.map((one) => readFailovers(one.cloud, one.deployment)));
    for (const line of statuses.flatMap(newsOf)) {
      if (!told.has(line)) io.err(line);
      told.add(line);
    }
    const [first] = statuses;
    const seen = first?.seen.filter((one) => verdictOf(one) === "up").length ?? 0;
    const ready = statuses.every(({ readiness }) => readiness?.ready === true);
    if ((ready && seen >= 3) || booted.world.clock.now() > until) return statuses;
    await io.clock.sleep(pollMs, io.interrupted);
  }
}

const newsOf = ({ region, seen, readiness }: FailoverStatus): string[] => [
  ...seen.map((one) => `▶ ${one.observer} sees ${one.about} ${verdictOf(one)}`),
  ...(readiness ? [`▶ ${region}: ${readyOf(readiness)}`] : []),
];

const readyOf = (readiness: FailoverStatus["readiness"]): string => {
  if (!readiness) return "nobody has looked yet";
  return readiness.ready ? "could take over" : `could not take over: ${readiness.lacks.join("; ")}`;
};
