import { readDeployment } from "../../cloud/platform.ts";
import { nothingLost } from "../scenes/nothing-lost.ts";
import { playScenes } from "../scenes/play-scenes.ts";
import { renderReport } from "../scenes/report.ts";
import type { Stage, Tour, TourReport } from "../tour.ts";
import { backedUp } from "./backed-up.ts";
import { broughtBack } from "./brought-back.ts";
import { dropped } from "./dropped.ts";
import { Story } from "./story.ts";

/** A backup that counts, a loss, and the way back from it. */
export const recovery: Tour = {
  name: "recovery",
  description:
    "backups by schedule, copied and verified; a table is dropped, and the restore brings it back up to the minute before",
  config: "two-regions",
  // Quarters of an hour and AWS Backup's minutes are waited for; requests and PostgreSQL take real time.
  factor: 40,
  requestsPerSecond: 4,
  rehearsals: false,
  policy: {},
  play,
};

async function play(stage: Stage): Promise<TourReport> {
  const { io, cloud } = stage;
  const deployment = await readDeployment(cloud);
  const story = new Story();
  const over = new AbortController();
  const scenes = [backedUp(story, over.signal), dropped(story), broughtBack(story)];
  const played = await playScenes({ ...stage, deployment }, scenes).finally(() => over.abort());
  const lost = nothingLost([await stage.finishTraffic()]);
  return {
    text: renderReport(played, lost, io.colors),
    expectations: [...played.flatMap(({ expectations }) => expectations), lost],
  };
}
