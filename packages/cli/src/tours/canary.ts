import type { LedgerSnapshot } from "@signalbox/local/traffic/ledger";
import { canaryExpectations, promisedRequests } from "./canary-expectations.ts";
import { renderTourReport } from "./canary-report.ts";
import { groupOfUsers } from "./group-of-users.ts";
import { playRelease } from "./play-release.ts";
import type { TourImage } from "./push-image.ts";
import type { Stage, Tour, TourReport } from "./tour.ts";

/** Two releases under real traffic: a healthy candidate takes over, a bad one is thrown out by the alarm. */
export const canary: Tour = {
  name: "canary",
  description:
    "a healthy candidate takes over weight by weight; one with 5 % errors is thrown out by the alarm",
  // Whole minutes of CloudWatch set the pace, and Lambdas take real milliseconds: faster than this, the five seconds of
  // the world that the way back may take would measure the laptop.
  factor: 4,
  requestsPerSecond: 75,
  // A weight is observed until a whole minute of metrics is there; with this bake each weight takes two minutes.
  // A busy laptop's pauses count four times in the world: up to a second, latency says nothing of the candidate.
  rehearsals: false,
  policy: { bakeSeconds: 60, drainSeconds: 30, holdSeconds: 30, leastMinutes: 1 },
  play,
};

async function play(stage: Stage): Promise<TourReport> {
  const { io } = stage;
  const group = groupOfUsers(stage.booted.platform);
  const { repository } = group;
  const healthy: TourImage = { repository, tag: "v0.11.1", behaviour: "good" };
  const faulty: TourImage = { repository, tag: "v0.11.2", behaviour: "errors" };
  io.err(io.colors.bold(`\n1  a healthy image is pushed: ${healthy.repository}:${healthy.tag}`));
  const first = await playRelease(stage, group, healthy);
  io.err(io.colors.bold(`\n2  a bad image is pushed: ${faulty.repository}:${faulty.tag} (5 % errors)`));
  const second = await playRelease(stage, group, faulty);
  await untilSent(stage);
  const traffic: LedgerSnapshot = await stage.finishTraffic();
  const expectations = canaryExpectations(first, second, traffic);
  return { text: renderTourReport([first, second], traffic, expectations, io.colors), expectations };
}

/** A promise about many requests needs that many. */
async function untilSent({ booted, io }: Stage): Promise<void> {
  while (booted.traffic.ledger.snapshot().sent < promisedRequests) await io.clock.sleep(500, io.interrupted);
}
