import { Restoration } from "@signalbox/core/backup/run/restoration";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import type { RestoreTarget } from "@signalbox/core/platform/backup-places";
import { readReport, tellFailure } from "../backups/end.ts";
import { followRun } from "../backups/follow.ts";
import type { Cloud } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";
import { type ExitCode, exit } from "../exit.ts";
import type { Io } from "../io.ts";
import { renderPhase, renderRestoration } from "../render/restoration.ts";

export interface WatchedRestore {
  readonly cloud: Cloud;
  readonly deployment: Deployment;
  readonly what: RestoreTarget;
  /** Name of the execution. */
  readonly run: string;
  /** Its ARN. */
  readonly execution: string;
  readonly json: boolean;
  /** The phase that was answered: as long as it lasts, the answer is on its way. */
  readonly after?: string;
}

const waits = ["waiting-for-person", "keeping-old"];

/** Follows a restore until it has ended, or a person has to say how it goes on. */
export async function watchRestore(
  { cloud, deployment, what, run, execution, json, after }: WatchedRestore,
  io: Io,
): Promise<ExitCode> {
  const pk = ledgerKeys.work("restore", what);
  const read = () => readReport(cloud, deployment, pk, run, Restoration);
  let told = "";
  const end = await followRun(cloud, execution, io, async () => {
    const restoration = await read();
    const line = restoration === undefined ? "" : renderPhase(restoration);
    if (line !== told) io.err(line);
    told = line;
    const { phase = "" } = restoration ?? {};
    return waits.includes(phase) && phase !== after;
  });
  const restoration = await read();
  if (json) io.out(JSON.stringify(restoration ?? { run, ...end }, undefined, 2));
  else if (restoration) io.out(`\n${renderRestoration(restoration, io.colors)}`);
  if (restoration?.phase === "waiting-for-person") return exit.waitsForPerson;
  if (restoration?.outcome === "gone-back") return exit.rolledBack;
  const failed = restoration?.outcome === "failed" || restoration?.outcome === "refused";
  return !restoration || failed || end.problem ? tellFailure(run, end, io) : exit.done;
}
