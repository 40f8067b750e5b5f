import type { Catalogue, ClassEntry } from "@signalbox/core/backup/catalogue/entries";
import { nameIn } from "@signalbox/core/backup/catalogue/target-entry";
import type { RecoveryPoint } from "@signalbox/core/backup/recovery-point";
import { readBackups } from "../../backups/read.ts";
import type { Play, Scene } from "../scenes/scene.ts";
import * as expected from "./expectations.ts";
import { furnish, furniture } from "./furnish.ts";
import { servingDatabase } from "./serving.ts";
import type { Story } from "./story.ts";

const pollMs = 1_000;
/** Of the world: a schedule of a quarter of an hour, a look every quarter of an hour, and the jobs between. */
const patienceMs = 3 * 3_600_000;

/** Nobody starts anything: schedules make points, which are copied and verified. */
export const backedUp = (story: Story, stop: AbortSignal): Scene => ({
  title: "backed up by schedule, copied, restored beside and compared",
  play: async (play) => {
    await furnish(play);
    void story.diary.write(await servingDatabase(play), play.booted.world.clock, stop);
    const { classes, targets } = await untilVerified(play);
    const scheduled = classes.filter(({ schedule }) => schedule !== undefined);
    return {
      did: `wrote ${furniture.users} users, ${furniture.chats} chats and ${furniture.uploads} uploads, then waited; messages are written all the time`,
      why: scheduled.map(({ id, restored }) => `${id}: ${restored?.sentence ?? "not verified"}`).join("; "),
      expectations: expected.backedUp(scheduled, targets),
    };
  },
});

async function untilVerified({ booted, cloud, deployment, io }: Play): Promise<Catalogue> {
  const { clock } = booted.world;
  const until = clock.now() + patienceMs;
  const told = new Set<string>();
  for (;;) {
    const catalogue = await readBackups(cloud, deployment, clock.now());
    for (const line of catalogue.classes.flatMap(newsOf)) {
      if (!told.has(line)) io.err(line);
      told.add(line);
    }
    const waited = catalogue.classes.filter(({ schedule }) => schedule !== undefined);
    // The report of a verification comes a little after its verdict.
    const proven = waited.every(({ points, restored }) => restored && points.some(isProven));
    if (proven || clock.now() > until) return catalogue;
    await io.clock.sleep(pollMs, io.interrupted);
  }
}

/** A point that was verified, and is in another region too. */
export const isProven = ({ phase, copies }: RecoveryPoint): boolean =>
  phase === "verified" && copies.length > 0;

const newsOf = ({ id, points }: ClassEntry): string[] =>
  points.flatMap((point) => {
    const name = `${id} of ${new Date(point.capturedAt).toISOString().slice(11, 19)}`;
    return [
      `▶ ${name} is made`,
      ...point.copies.map((copy) => `▶ ${name} is copied: ${nameIn(copy)}`),
      ...(point.phase === "verified" ? [`▶ ${name} was restored beside and is as its manifest says`] : []),
      ...(point.problem ? [`▶ ${name}: ${point.problem.error}: ${point.problem.sentence}`] : []),
    ];
  });
