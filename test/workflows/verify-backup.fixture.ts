import { foundIn, LookDocument, Looked, lookKey, manifestKey } from "@signalbox/core/backup/content/look";
import { databaseManifestOf, filesManifestOf } from "@signalbox/core/backup/content/manifest-of";
import { pointsFrom } from "@signalbox/core/backup/recovery-point";
import { VerificationReport } from "@signalbox/core/backup/run/verification";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { Lock } from "@signalbox/core/ledger/records";
import { arns } from "@signalbox/core/platform/arns";
import type { VaultTarget } from "@signalbox/core/platform/backup-places";
import { namesOf } from "@signalbox/core/platform/names";
import { classLedgerOf, getItem, workLedgerOf } from "@signalbox/functions/aws/ledger";
import { readPointRecords, recordPoint } from "@signalbox/functions/aws/point-records";
import { backup } from "@signalbox/functions/workflows/backup/workflow";
import { lookAtContents } from "@signalbox/functions/workflows/look-at-contents/workflow";
import { verifyBackup } from "@signalbox/functions/workflows/verify-backup/workflow";
import type { Call } from "@signalbox/local/gate/gate";
import { databasesOf } from "@signalbox/local/world/database/databases";
import type { FileHarm } from "@signalbox/local/world/files/harm";
import { onVaults, person, type Setting, type Vaults } from "./backup.fixture.ts";

const names = namesOf({ name: "signalbox", stage: "development" });

export interface Pointed extends Setting {
  readonly target: VaultTarget;
  /** What AWS Backup keeps otherwise than it was, and does not know. */
  readonly damage?: FileHarm;
  /** How long nobody has written a canary when the point is made; milliseconds. */
  readonly silentMs?: number;
  /** Whether what was to be there is written down. */
  readonly manifest?: boolean;
}

export type OnPoint = Awaited<ReturnType<typeof pointed>>;

/** A point of the class `<target>/daily` with its manifest, as a backup leaves it, and the workflow that verifies it. */
export const onPoint = (given: Pointed, scenario: (on: OnPoint) => Promise<void>): Promise<void> =>
  onVaults(
    { store: "bucket", rows: 20, workflows: [backup, lookAtContents, verifyBackup], ...given },
    async (vaults) => scenario(await pointed(vaults, given)),
  );

async function pointed(vaults: Vaults, { target, damage, silentMs = 0, manifest = true }: Pointed) {
  const { cloud, clock, world, platform, database, bucket, documents } = vaults;
  const id = `${target}/daily`;
  const at =
    target === "database"
      ? ({ kind: "database", cluster: names.database } as const)
      : ({ kind: "files", bucket } as const);
  const asked = { DBClusterIdentifier: names.database };
  const { DBClusters: [cluster] = [] } = await world.call("rds", "DescribeDBClusters", asked, person);
  const login = { host: cluster?.Endpoint ?? "", database: "openwebui", username: "", password: "" };
  await databasesOf(world).writeCanary(login, Math.floor(clock.now()));
  await clock.sleep(silentMs);
  const look = { run: "made", look: "before", at } as const;
  const { output = "" } = await vaults.ending(
    await vaults.startWorkflow(lookAtContents.name, "made-before", look),
  );
  const { takenAt } = Looked.parse(JSON.parse(output));
  if (damage) cloud.faults.add({ kind: "damaged-backup", damage });
  const point = await backedUp(vaults, target);
  const aws = cloud.clientsOf({
    roleArn: arns.role(platform, names.role(platform.region, backup.name)),
    region: platform.region,
    session: "reader",
  });
  const classLedger = classLedgerOf({ aws, platform }, id);
  if (manifest) {
    const found = foundIn(await readSeen(vaults, lookKey(look)));
    if (found.kind === "configuration") throw new Error("not a look at a configuration");
    const content = found.kind === "database" ? databaseManifestOf(found) : filesManifestOf(found);
    const whole = { version: 1, run: "made", takenAt: new Date(takenAt).toISOString(), content };
    const Body = Buffer.from(JSON.stringify(whole));
    await world.call("s3", "PutObject", { Bucket: documents, Key: manifestKey(point.arn), Body }, person);
  }
  const made = {
    id: point.arn,
    class: id,
    capturedAt: point.createdAt,
    region: platform.region,
    vault: names.vault,
  };
  await recordPoint(classLedger, { kind: "made", ...made });
  vaults.calls.length = 0;
  const ledger = workLedgerOf({ aws, platform }, "verify", id);
  return {
    ...vaults,
    id,
    point: point.arn,
    verify: (run: string, more: object = {}) =>
      vaults.startWorkflow(verifyBackup.name, run, { class: id, requestedBy: "ada", ...more }),
    /** What the ledger says of the point. */
    points: async () => [...pointsFrom(await readPointRecords(classLedger)).values()],
    report: (run: string) => getItem(ledger, ledgerKeys.run(run), VerificationReport),
    lease: () => getItem(ledger, ledgerKeys.lock, Lock),
    /** Names of all clusters, instances and buckets beside those that serve. */
    beside: async () => {
      const { DBClusters = [] } = await world.call("rds", "DescribeDBClusters", {}, person);
      const { DBInstances = [] } = await world.call("rds", "DescribeDBInstances", {}, person);
      const { Buckets = [] } = await world.call("s3", "ListBuckets", {}, person);
      const own = [names.database, `${names.database}-1`, bucket, documents];
      return [
        ...DBClusters.map((one) => one.DBClusterIdentifier),
        ...DBInstances.map((one) => one.DBInstanceIdentifier),
        ...Buckets.map((one) => one.Name),
      ].filter((name) => !own.includes(name ?? ""));
    },
    /** What serves: its rows or objects. */
    serving: async () => ({
      rows: (await database?.rows("chat"))?.length,
      files: await world.files.list(`bucket-${bucket}`),
    }),
  };
}

/** As AWS Backup makes it, without the workflow: its own tests are elsewhere. */
async function backedUp({ world, clock, platform }: Vaults, target: VaultTarget) {
  const { targets, roleArn = "", vault = "" } = platform.backup ?? {};
  const asked = { BackupVaultName: vault, ResourceArn: targets?.[target], IamRoleArn: roleArn };
  const { BackupJobId } = await world.call("backup", "StartBackupJob", asked, person);
  for (;;) {
    await clock.sleep(10_000);
    const job = await world.call("backup", "DescribeBackupJob", { BackupJobId }, person);
    if (job.State !== "COMPLETED") continue;
    return { arn: job.RecoveryPointArn ?? "", createdAt: job.CreationDate?.getTime() ?? 0 };
  }
}

async function readSeen({ world, documents }: Vaults, Key: string): Promise<LookDocument> {
  const { Body } = await world.call("s3", "GetObject", { Bucket: documents, Key }, person);
  // The wire's bytes, which a client would read as a stream.
  return LookDocument.parse(JSON.parse(Buffer.from(Body as unknown as Uint8Array).toString()));
}

/** Whether the workflow's Lambda calls. */
export const byVerification = ({ context: { principal } }: Call): boolean =>
  principal.kind === "role" && principal.arn.endsWith(`/${names.role("us-east-1", verifyBackup.name)}`);

/** What the workflow's Lambda changes. */
export const changesByVerification = (call: Call): boolean =>
  byVerification(call) && !/^(Describe|Get|List|Query)/.test(call.operation);
