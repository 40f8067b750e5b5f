import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { SetRecord, type SetReport } from "@signalbox/core/release/set/report";
import { readReport } from "../../backups/end.ts";
import { followRun } from "../../backups/follow.ts";
import { startRun } from "../../backups/start.ts";
import type { Play } from "../scenes/scene.ts";

/** Starts releases that go forward and back as one, and follows them to their end. */
export async function playSet(
  { cloud, deployment, io }: Play,
  workflow: "release-together" | "release-waves",
  name: string,
  input: object,
): Promise<SetReport | undefined> {
  const execution = await startRun(cloud, deployment, { workflow, name, input }, io);
  await followRun(cloud, execution, io);
  return (await readReport(cloud, deployment, ledgerKeys.set(name), name, SetRecord))?.report;
}
