import { reportText } from "@signalbox/core/failover/report";
import { readDeployment } from "../../cloud/platform.ts";
import { playScenes } from "../scenes/play-scenes.ts";
import { renderReport } from "../scenes/report.ts";
import type { Played, Scene } from "../scenes/scene.ts";
import type { Expectation, Stage, Tour, TourReport } from "../tour.ts";
import { bringHome } from "./bring-home.ts";
import { comeBack } from "./come-back.ts";
import { goneDark } from "./gone-dark.ts";
import { placesOf } from "./places.ts";
import { standingBy } from "./standing-by.ts";
import { Story } from "./story.ts";
import { Writer } from "./writer.ts";

/** A region is lost, another one takes over, and the old one comes back. */
export const failover: Tour = {
  name: "failover",
  description:
    "the region that writes goes dark; two observers agree, a standby takes over by itself, the old one comes back and stays out until a person lets users home",
  config: "three-regions",
  // Minutes are waited for: five of agreement, two for a lease. Requests and PostgreSQL take real time.
  factor: 20,
  requestsPerSecond: 3,
  rehearsals: false,
  policy: {},
  play,
};

async function play(stage: Stage): Promise<TourReport> {
  const { io, cloud } = stage;
  const play = { ...stage, deployment: await readDeployment(cloud) };
  const places = placesOf(play.deployment);
  const story = new Story(places, new Writer(play, places.host));
  const over = new AbortController();
  const [dark, back] = [goneDark(story), bringHome(story)];
  const scenes: Scene[] = [standingBy(story, over.signal), dark, comeBack(story), back];
  const played = await playScenes(play, scenes).finally(() => over.abort());
  await stage.finishTraffic();
  const lost = nothingLostElsewhere(played, [dark, back]);
  const told = [story.run, story.back].flatMap((run) => (run ? [reportText(run), ""] : []));
  return {
    text: [...told, renderReport(played, lost, io.colors)].join("\n"),
    expectations: [...played.flatMap(({ expectations }) => expectations), lost],
  };
}

/** Who came while one region or the other did not serve any more is told apart. */
function nothingLostElsewhere(played: readonly Played[], moves: readonly Scene[]): Expectation {
  const others = played.filter(({ title }) => !moves.some((scene) => scene.title === title));
  const sum = (count: (one: Played) => number): number => others.reduce((all, one) => all + count(one), 0);
  const [sent, lost] = [sum((one) => one.sent), sum((one) => one.lost)];
  return {
    promise: "but for the two moves from region to region no request is lost",
    met: sent > 0 && lost === 0,
    seen: `${lost} lost of ${sent}`,
  };
}
