import { listenerRulesOf } from "@signalbox/core/platform/platform";
import { withReplicas } from "@signalbox/local/deploy/with-replicas";
import { servingOf } from "@signalbox/local/images/ollama/work";
import { clientOf } from "@signalbox/local/traffic/client";
import { type Replay, replay } from "@signalbox/local/traffic/replay/replay";
import type { AwsEvent } from "@signalbox/local/world/world";
import { groupNamed, readDeployment } from "../../cloud/platform.ts";
import { renderExpectation } from "../canary-report.ts";
import { listenerUrl } from "../releases/listener-url.ts";
import type { Play } from "../scenes/scene.ts";
import type { Stage, Tour, TourReport } from "../tour.ts";
import { Diary, head, type Look, line } from "./diary.ts";
import { expectations } from "./expectations.ts";
import { readStanding } from "./replicas.ts";
import { heightMinute, perReplica, surge } from "./surge.ts";

const service = "ollama";
const pollMs = 250;
/** Minutes that the interruption waits for all replicas to serve. */
const patience = 5;
/** Seconds of the world that a start takes, by its stages; half of all starts take longer than their sum. */
const startUp = { instanceSeconds: 40, pullSeconds: 20, weightsSeconds: 30, warmUpSeconds: 10, spread: 0.2 };

/** A surge of chats on replicas that take minutes to start. */
export const scaling: Tour = {
  name: "scaling",
  description:
    "a surge of chats on replicas that start as slowly as GPUs; the planner orders them ahead, a Spot instance is taken back, and on the way down no stream is cut",
  // As dear as the smallest GPU, and as slow.
  change: (document) =>
    withReplicas(document, { service, most: 8, profile: { startSeconds: 120, usdPerHour: 1.006 } }),
  // Chats of eight seconds stream over real HTTP, thirty at once: faster than this, the laptop is what waits.
  factor: 15,
  requestsPerSecond: 1,
  rehearsals: false,
  policy: {},
  play,
};

async function play(stage: Stage): Promise<TourReport> {
  const { booted, io } = stage;
  const { cloud, world } = booted;
  const play: Play = { ...stage, deployment: await readDeployment(stage.cloud) };
  const { deployment } = play;
  const planned = deployment.inference?.services.find(({ name }) => name === service);
  if (!planned) throw new Error(`nobody plans the replicas of ${service}`);
  const taken: AwsEvent[] = [];
  world.events.subscribe((event) => {
    if (isTaken(event)) taken.push(event);
  });
  cloud.faults.add({ kind: "gpu-start-up", service, ...startUp });
  const playing = await load(play);
  const diary = new Diary();
  const { usdPerHour, slots } = planned.profile;
  const first = (await readStanding(play, service)).wanted;
  io.err(io.colors.bold(`\n${head}`));
  playing.start();
  let interrupted: Look | undefined;
  for (let told = -1; !playing.progress().ended; ) {
    await io.clock.sleep(pollMs, io.interrupted);
    const progress = playing.progress();
    const { minute } = progress;
    const look = { ...(await readStanding(play, service)), at: world.clock.now(), minute };
    diary.add(look);
    if (minute > told) io.err(line(look, progress, diary.paidHours * usdPerHour, io.colors));
    told = minute;
    // One that leaves already would go by itself, and nobody would miss it.
    const settled = look.ready === look.paid || minute >= heightMinute + patience;
    if (minute < heightMinute || !settled || interrupted) continue;
    interrupted = look;
    interrupt(play);
  }
  await stage.finishTraffic();
  const trace = surge();
  const height = Math.max(...trace.requests) / perReplica(slots);
  const progress = playing.progress();
  const met = expectations({ diary, progress, height, first, taken, interrupted, usdPerHour });
  return {
    text: met.map((expectation) => renderExpectation(expectation, io.colors)).join("\n"),
    expectations: met,
  };
}

async function load(play: Play): Promise<Replay> {
  const { plane, clock, random } = play.booted.world;
  const [rule = ""] = listenerRulesOf(groupNamed(play.deployment, service));
  const trace = surge();
  return replay({
    ...{ clock, random, trace, from: 0, minutes: trace.requests.length, share: 1, speed: 1, objective: 5 },
    client: clientOf(plane, await listenerUrl(play, rule), clock),
    serving: servingOf({}),
  });
}

function interrupt({ booted, deployment, io }: Play): void {
  const group = groupNamed(deployment, service);
  const side = group.strategy === "canary" ? group.services[0]?.sides.blue.service : undefined;
  io.err(io.colors.yellow("▶ EC2 takes a Spot instance back: two minutes' notice"));
  booted.cloud.faults.add({
    kind: "spot-interruption",
    region: deployment.region,
    service: side ?? service,
    tasks: 1,
  });
}

/** Each task tells once that it has stopped. */
const isTaken = ({ source, detail }: AwsEvent): boolean =>
  source === "aws.ecs" &&
  typeof detail === "object" &&
  detail !== null &&
  "stopCode" in detail &&
  detail.stopCode === "SpotInterruption" &&
  "lastStatus" in detail &&
  detail.lastStatus === "STOPPED";
