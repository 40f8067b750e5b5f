import { askedRuns } from "@signalbox/core/backup/catalogue/run-names";
import { Restoration, type RestoreOrder } from "@signalbox/core/backup/run/restoration";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { readReport } from "../../backups/end.ts";
import { followRun } from "../../backups/follow.ts";
import { planOf } from "../../backups/plan.ts";
import { startRun } from "../../backups/start.ts";
import { renderPhase } from "../../render/restoration.ts";
import { renderRestorePlan } from "../../render/restore-plan.ts";
import type { Play, Scene } from "../scenes/scene.ts";
import { lostTable } from "./diary.ts";
import * as expected from "./expectations.ts";
import { servingDatabase, servingHost } from "./serving.ts";
import type { Story } from "./story.ts";

const pollMs = 500;

/** The database as it was a minute before, beside what serves, compared and switched over. */
export const broughtBack = (story: Story): Scene => ({
  title: "the point-in-time restore brings everything up to the minute before",
  play: async (play) => {
    const { booted } = play;
    const old = await servingHost(play);
    await untilReached(play, story.moment);
    const restoration = await restore(play, story);
    story.restoration = restoration;
    const serving = await servingDatabase(play);
    const rows = await serving.rows(lostTable);
    const goesOn = await untilWritten(play, rows.length);
    return {
      did: `restored the database to ${new Date(story.moment).toISOString()}`,
      why: restoration?.proof?.sentence ?? restoration?.problem?.cause ?? "it left no record",
      expectations: expected.broughtBack({
        restoration,
        rows,
        story,
        goesOn,
        switched: (await servingHost(play)) !== old,
        keepsOld: booted.world.databases.at(old) !== undefined,
        objectives: booted.platform.backup?.objectives,
      }),
    };
  },
});

/** The log is some minutes behind: RDS restores to a moment when it has passed it. */
async function untilReached({ booted, cloud, deployment, io }: Play, moment: number): Promise<void> {
  const time = new Date(moment).toISOString();
  for (let told = false; ; told = true) {
    const now = booted.world.clock.now();
    const { plan } = await planOf(cloud, deployment, { what: "database", time, point: undefined }, now);
    if (plan.refusals.length === 0) {
      io.err(`\n${renderRestorePlan(plan, io.colors)}\n`);
      return;
    }
    if (!told) io.err(io.colors.dim(plan.refusals.map(({ sentence }) => sentence).join(" ")));
    await io.clock.sleep(pollMs, io.interrupted);
  }
}

async function restore(
  { booted, cloud, deployment, io }: Play,
  { moment }: Story,
): Promise<Restoration | undefined> {
  const name = askedRuns.restore("database", booted.world.clock.now());
  const input: RestoreOrder = {
    what: "database",
    time: new Date(moment).toISOString(),
    dryRun: false,
    reason: `${lostTable} was dropped`,
    requestedBy: "tour",
  };
  const execution = await startRun(cloud, deployment, { workflow: "restore", name, input }, io);
  const pk = ledgerKeys.work("restore", "database");
  const read = () => readReport(cloud, deployment, pk, name, Restoration);
  let told = "";
  await followRun(cloud, execution, io, async () => {
    const now = await read();
    const line = now === undefined ? "" : renderPhase(now);
    if (line !== told) io.err(line);
    told = line;
    return now?.phase === "keeping-old" || now?.phase === "waiting-for-person";
  });
  return await read();
}

/** Whether the services write into what was restored. */
async function untilWritten(play: Play, before: number): Promise<boolean> {
  const { io } = play;
  for (let tries = 0; tries < 60; tries++) {
    if ((await (await servingDatabase(play)).rows(lostTable)).length > before) return true;
    await io.clock.sleep(pollMs, io.interrupted);
  }
  return false;
}
