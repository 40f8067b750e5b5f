import { setTimeout as wait } from "node:timers/promises";
import { readReport } from "@signalbox/cli/backups/end";
import { placesIn } from "@signalbox/cli/backups/read";
import { type Cloud, connect } from "@signalbox/cli/cloud/open";
import { type Deployment, readDeployment } from "@signalbox/cli/cloud/platform";
import { askedRuns } from "@signalbox/core/backup/catalogue/run-names";
import { CopyReport } from "@signalbox/core/backup/run/copy";
import { BackupReport, type RunProblem } from "@signalbox/core/backup/run/run";
import { type Proof, VerificationReport } from "@signalbox/core/backup/run/verification";
import { choreNames } from "@signalbox/core/backup/tend/chore-names";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { arns } from "@signalbox/core/platform/arns";
import { namesOf } from "@signalbox/core/platform/names";
import { startOnce } from "@signalbox/functions/aws/execution";
import { subjectOf } from "@signalbox/functions/workflows/copy/subject";
import type { Booted } from "@signalbox/local/boot";
import type { WorldClock } from "@signalbox/local/world/clock";
import type { z } from "zod";

const pollMs = 500;
const requestedBy = "bench";

/** Seconds of real time since the round began, of the slower of the two. */
interface Round {
  readonly made: number;
  readonly copied: number;
  readonly verified: number;
  readonly database: Proof;
  readonly files: Proof;
}

interface Way {
  readonly cloud: Cloud;
  readonly deployment: Deployment;
  readonly clock: WorldClock;
  seconds(): number;
}

/**
 * A backup of database and files at once, which has itself copied into every other region, and meanwhile a verification: restored
 * beside, compared and removed again. All by the deployment's own machines. Throws an Error for a run that has failed, and for findings.
 */
export async function playRound({ world, endpoint, platform }: Booted): Promise<Round> {
  const cloud = connect({ kind: "endpoint", endpoint, region: platform.region });
  const deployment = await readDeployment(cloud);
  const began = performance.now();
  const seconds = () => (performance.now() - began) / 1_000;
  const way: Way = { cloud, deployment, clock: world.clock, seconds };
  const [database, files] = await Promise.all([go(way, "database/daily"), go(way, "files/daily")]);
  return {
    made: Math.max(database.made, files.made),
    copied: Math.max(database.copied, files.copied),
    verified: Math.max(database.verified, files.verified),
    database: database.proof,
    files: files.proof,
  };
}

async function go(way: Way, id: string) {
  const backup = askedRuns.backup(id, way.clock.now());
  await start(way, "backup", backup, { class: id, requestedBy });
  const { point = "" } = await ended(way, ledgerKeys.class(id), backup, BackupReport);
  const made = way.seconds();
  const [copiedAfter, verification] = await Promise.all([copied(way, point), verify(way, id, point)]);
  return { made, copied: copiedAfter, ...verification };
}

/** The backup has them started. */
async function copied(way: Way, point: string): Promise<number> {
  const all = placesIn(way.deployment).copies.map(({ region }) =>
    ended(
      way,
      ledgerKeys.work("copy", subjectOf({ point, region })),
      choreNames.copy(region, triedNow(way, point)),
      CopyReport,
    ),
  );
  await Promise.all(all);
  return way.seconds();
}

async function verify(way: Way, id: string, point: string) {
  const name = choreNames.verification(id, triedNow(way, point), 3_600_000);
  await start(way, "verify-backup", name, { class: id, point, requestedBy });
  const { proof } = await ended(way, ledgerKeys.work("verify", id), name, VerificationReport);
  if (!proof) throw new Error(`${name}: nothing was compared`);
  return { verified: way.seconds(), proof };
}

/** Runs are named as the sweep names them: whoever comes first starts them. */
const triedNow = ({ clock }: Way, point: string) => ({ point, capturedAt: clock.now(), now: clock.now() });

const start = ({ cloud, deployment }: Way, workflow: string, name: string, input: object): Promise<void> =>
  startOnce(cloud.sfn, {
    stateMachineArn: arns.stateMachine(deployment, namesOf(deployment).deployed(workflow)),
    name,
    input,
  });

async function ended<Report extends { readonly outcome: string; readonly problem?: RunProblem | undefined }>(
  { cloud, deployment }: Way,
  pk: string,
  run: string,
  schema: z.ZodType<Report>,
): Promise<Report> {
  for (;;) {
    const report = await readReport(cloud, deployment, pk, run, schema);
    if (report?.outcome === "failed")
      throw new Error(`${run}: ${report.problem?.error}: ${report.problem?.cause}`);
    if (report) return report;
    await wait(pollMs);
  }
}
