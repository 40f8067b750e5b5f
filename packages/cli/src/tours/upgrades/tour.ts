import { readDeployment } from "../../cloud/platform.ts";
import { playScenes } from "../scenes/play-scenes.ts";
import { renderReport } from "../scenes/report.ts";
import type { Played } from "../scenes/scene.ts";
import type { Expectation, Stage, Tour, TourReport } from "../tour.ts";
import { additive } from "./additive.ts";
import { backUp } from "./back-up.ts";
import { breaking } from "./breaking.ts";
import { untilChatted } from "./chats.ts";
import { failsOnData, swallowed } from "./refused.ts";
import { together } from "./together.ts";
import { waves } from "./waves.ts";

/** What goes over regions comes first: the other regions stay with the first schema, and the database is everybody's. */
const scenes = [together, waves, additive, breaking, failsOnData, swallowed];

/** What an image's migration does to the version that serves, found on a clone, and what that means for its release. */
export const upgrades: Tour = {
  name: "upgrades",
  description:
    "upgrades that are rehearsed on a clone: by canary, by maintenance cutover, refused, seen through; two groups and three regions as one",
  config: "three-regions",
  // Clones and bakes are minutes of the world; PostgreSQL and requests take real time.
  factor: 20,
  requestsPerSecond: 10,
  policy: {
    leastMinutes: 1,
    coldMinutes: 0,
    personSeconds: 900,
    // A pause of a busy laptop is twenty times as long in the world, and says nothing of the candidate.
    latencySeconds: 20,
    alarms: [],
  },
  play,
};

async function play(stage: Stage): Promise<TourReport> {
  const { io, cloud } = stage;
  const deployment = await readDeployment(cloud);
  await untilChatted({ ...stage, deployment });
  await backUp({ ...stage, deployment });
  const played = await playScenes({ ...stage, deployment }, scenes);
  await stage.finishTraffic();
  const lost = nothingLostElsewhere(played);
  return {
    text: renderReport(played, lost, io.colors),
    expectations: [...played.flatMap(({ expectations }) => expectations), lost],
  };
}

/** Whom the maintenance page met was told; that scene counts those apart. */
function nothingLostElsewhere(played: readonly Played[]): Expectation {
  const others = played.filter(({ title }) => title !== breaking.title);
  const sum = (count: (one: Played) => number): number => others.reduce((all, one) => all + count(one), 0);
  const [sent, lost] = [sum((one) => one.sent), sum((one) => one.lost)];
  return {
    promise: "beside the cutover no request is lost, and no stream is cut",
    met: sent > 0 && lost === 0,
    seen: `${lost} lost of ${sent}`,
  };
}
