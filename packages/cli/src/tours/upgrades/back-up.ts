import { askedRuns } from "@signalbox/core/backup/catalogue/run-names";
import type { BackupRequest } from "@signalbox/core/backup/run/run";
import { followRun } from "../../backups/follow.ts";
import { placesIn } from "../../backups/read.ts";
import { startRun } from "../../backups/start.ts";
import type { Play } from "../scenes/scene.ts";

/** Has a point of the database made, as every platform has one before it is upgraded: how long that takes predicts the next. */
export async function backUp({ booted, cloud, deployment, io }: Play): Promise<void> {
  const of = placesIn(deployment).classes.find(({ target }) => target === "database");
  if (!of) throw new Error(`no class of ${deployment.stage} backs the database up`);
  const input: BackupRequest = { class: of.id, requestedBy: "tour" };
  const name = askedRuns.backup(of.id, booted.world.clock.now());
  const run = await startRun(cloud, deployment, { workflow: "backup", name, input }, io);
  const { status, problem } = await followRun(cloud, run, io);
  if (status !== "SUCCEEDED") throw new Error(`the backup ${status}: ${problem?.error}: ${problem?.cause}`);
}
