import { groupNamed, readDeployment } from "../../cloud/platform.ts";
import { UserError } from "../../user-error.ts";
import { nothingLost } from "../scenes/nothing-lost.ts";
import { playScenes } from "../scenes/play-scenes.ts";
import { renderReport } from "../scenes/report.ts";
import type { Scene } from "../scenes/scene.ts";
import type { Stage, Tour, TourReport } from "../tour.ts";
import { askedRevisions } from "./asked-revisions.ts";
import { caught } from "./caught.ts";
import { circuitBreaker } from "./circuit-breaker.ts";
import { decided } from "./decided.ts";
import { previewAndBack } from "./preview-and-back.ts";
import { early } from "./promoted-early.ts";
import { superseded } from "./superseded.ts";

const scenes: readonly Scene[] = [early, caught, decided, previewAndBack, circuitBreaker, superseded];

/** Groups by name, with the strategy that a scene wants of them. */
const playedOn = {
  "open-webui": "canary",
  ollama: "canary",
  pipelines: "blue-green",
  extraction: "rolling",
} as const;

/** What each strategy does with releases that are good, subtly bad, undecided, broken and overtaken. */
export const releases: Tour = {
  name: "releases",
  description:
    "six releases by canary, blue-green and rolling: promoted early, caught, held for a person, taken back, stopped, superseded",
  config: "three-strategies",
  // A release is mostly waiting for whole minutes of CloudWatch; this is as fast as two cores carry the traffic.
  factor: 12,
  requestsPerSecond: 30,
  rehearsals: false,
  policy: {
    leastMinutes: 1,
    coldMinutes: 0,
    drainSeconds: 30,
    holdSeconds: 60,
    personSeconds: 900,
    // ECS lets a task be unhealthy for five minutes, and its circuit breaker waits for three such tasks.
    healthySeconds: 1_800,
    whenBusy: "supersede",
    // A pause of a busy laptop is twelve times as long in the world, and says nothing of the candidate.
    latencySeconds: 20,
    // What serves always fails a little, more often than the alarms allow: the evidence alone has to tell.
    alarms: [],
  },
  play,
};

async function play(stage: Stage): Promise<TourReport> {
  const { io, booted, cloud } = stage;
  const deployment = await readDeployment(cloud);
  const missing = Object.entries(playedOn).flatMap(([name, strategy]) =>
    deployment.groups.some((group) => group.name === name && group.strategy === strategy)
      ? []
      : `${name} (${strategy})`,
  );
  if (missing.length > 0)
    throw new UserError(
      `the platform ${deployment.stage} lacks what this tour plays on`,
      `it has no ${missing.join(", ")}`,
      `leave --config away: the tour brings up ${releases.config ?? ""}`,
    );
  // What serves at first is older than this tour: it is made to fail as often as its first candidate will.
  const { repository } = groupNamed(deployment, "open-webui");
  const [revision] = await askedRevisions(booted.applicationUrl, 1);
  const fault = { kind: "image-misbehaves", repository, revision, behaviour: "flawed" };
  booted.cloud.faults.add(fault);
  const played = await playScenes({ ...stage, deployment }, scenes);
  const lost = nothingLost([await stage.finishTraffic(), ...played.flatMap(({ own }) => own ?? [])]);
  return {
    text: renderReport(played, lost, io.colors),
    expectations: [...played.flatMap(({ expectations }) => expectations), lost],
  };
}
