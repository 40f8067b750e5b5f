import { createHash } from "node:crypto";
import { manifestKey } from "@signalbox/core/backup/content/look";
import type { Manifest } from "@signalbox/core/backup/content/manifest";
import { databaseManifestOf } from "@signalbox/core/backup/content/manifest-of";
import type { RestoreOrder } from "@signalbox/core/backup/run/restoration";
import { arns } from "@signalbox/core/platform/arns";
import { classLedgerOf, ledgerOf } from "@signalbox/functions/aws/ledger";
import { readPointRecords, recordPoint } from "@signalbox/functions/aws/point-records";
import type { PlatformDocument } from "@signalbox/local/deploy/document";
import type { Call, Guard } from "@signalbox/local/gate/gate";
import type { WorldClock } from "@signalbox/local/world/clock";
import type { Database } from "@signalbox/local/world/database/database-plane";
import { databasesOf } from "@signalbox/local/world/database/databases";
import type { z } from "zod";
import { type Laptop, names, onPlatform, person, region, roleOf } from "./laptop.fixture.ts";
import { restoring } from "./restoring.fixture.ts";

const openWebui = { group: "open-webui", strategy: "canary" } as const;
const minute = 60_000;

export interface Setting {
  /** Whether a person has to agree. */
  readonly permanent?: boolean;
  /** A platform on which services of every strategy read the parameter; development's unless said. */
  readonly config?: "three-strategies";
  readonly guards?: readonly Guard[] | ((clock: WorldClock) => readonly Guard[]);
  /** Files in the bucket; they and the configuration are backed up as well by then, and verified. */
  readonly files?: Readonly<Record<string, string>>;
}

/** Development backs up its database by schedule, and nothing else. */
const configurationClass = JSON.stringify({
  id: "configuration/daily",
  target: "configuration",
  schedule: "cron(0 3 * * ? *)",
  timezone: "UTC",
  retentionDays: 30,
});
const inString = (text: string): string => JSON.stringify(text).slice(1, -1);

export type Restorable = Awaited<ReturnType<typeof withPoint>>;

/**
 * The laptop's platform under a little traffic that writes chats, with one backup of its database, as a backup leaves it; some
 * minutes later, somebody drops a table.
 */
export const onRestorable = (
  { permanent = false, guards = [], config, files }: Setting,
  scenario: (restorable: Restorable) => Promise<void>,
): Promise<void> =>
  onPlatform(
    {
      ...openWebui,
      config: config ?? "development",
      change: ({ entries, ...document }) => ({
        ...document,
        entries: JSON.parse(
          JSON.stringify(config ? entries.map(reading) : entries)
            .replaceAll('\\"permanent\\":false', `\\"permanent\\":${permanent}`)
            .replaceAll('\\"permanent\\":true', `\\"permanent\\":${permanent}`)
            .replaceAll(
              '\\"classes\\":[',
              `\\"classes\\":[${files ? `${inString(configurationClass)},` : ""}`,
            ),
        ),
      }),
    },
    {
      requestsPerSecond: 0.5,
      databases: true,
      guards: (clock) => (typeof guards === "function" ? guards(clock) : guards),
    },
    async (laptop) => scenario(await withPoint(laptop, files)),
  );

type Entry = PlatformDocument["entries"][number];

/** A task definition whose container connects to the database. */
function reading(entry: Entry): Entry {
  const { call } = entry;
  if (call?.operation !== "RegisterTaskDefinition") return entry;
  const [container] = call.input.containerDefinitions as readonly object[];
  const secrets = [{ name: "DATABASE_HOST", valueFrom: names.connection("database-host") }];
  return {
    ...entry,
    call: { ...call, input: { ...call.input, containerDefinitions: [{ ...container, secrets }] } },
  };
}

async function withPoint(laptop: Laptop, files?: Setting["files"]) {
  const { clock, world, platform, reader } = laptop;
  const context = { aws: reader, platform };
  const people = restoring({ world, platform, aws: reader });
  const old = await people.held();
  const at = (host: string): Database => {
    const found = world.databases.at(host);
    if (!found) throw new Error(`${host} leads nowhere`);
    return found;
  };
  const login = { host: old, database: "openwebui", username: "admin", password: "secret" };
  const canary = () => databasesOf(world).writeCanary(login, clock.now());

  await clock.sleep(minute);
  await canary();
  const capturedAt = Math.floor(clock.now());
  const point = `arn:aws:rds:${region}:${world.account}:cluster-snapshot:awsbackup:one`;
  const { documents = "", vault = "" } = platform.backup ?? {};
  const keepManifest = async (of: string, content: Manifest["content"]): Promise<void> => {
    const manifest: Manifest = {
      version: 1,
      run: "b1",
      takenAt: new Date(clock.now()).toISOString(),
      content,
    };
    const Body = Buffer.from(JSON.stringify(manifest));
    await world.call("s3", "PutObject", { Bucket: documents, Key: manifestKey(of), Body }, person);
  };
  await keepManifest(point, databaseManifestOf(await databasesOf(world).look(login)));
  const made = { id: point, class: "database/daily", capturedAt, region, vault };
  await recordPoint(classLedgerOf(context, made.class), { kind: "made", ...made });
  /** A point of the bucket of files, as somebody makes it by hand, with its manifest. */
  const backUpFiles = async (contents: Readonly<Record<string, string>>): Promise<string> => {
    const { vault: BackupVaultName, roleArn: IamRoleArn, targets } = platform.backup ?? {};
    const asked = { BackupVaultName, IamRoleArn, ResourceArn: targets?.files };
    const { BackupJobId } = await world.call("backup", "StartBackupJob", asked, person);
    for (;;) {
      const job = await world.call("backup", "DescribeBackupJob", { BackupJobId }, person);
      if (job.State === "COMPLETED") break;
      await clock.sleep(minute);
    }
    const { RecoveryPoints = [] } = await world.call(
      "backup",
      "ListRecoveryPointsByBackupVault",
      { BackupVaultName },
      person,
    );
    const id = RecoveryPoints.find(({ ResourceType }) => ResourceType === "S3")?.RecoveryPointArn ?? "";
    const files = Object.fromEntries(
      Object.entries(contents).map(([path, text]) => [
        path,
        { sha256: createHash("sha256").update(text).digest("hex"), bytes: text.length },
      ]),
    );
    await keepManifest(id, { kind: "files", files });
    const byHand = { id, class: "files/by-hand", capturedAt: Math.floor(clock.now()), region, vault };
    await recordPoint(classLedgerOf(context, byHand.class), { kind: "made", ...byHand });
    return id;
  };
  /** As a backup and a verification of it leave them. */
  const backUpAll = async (contents: Readonly<Record<string, string>>): Promise<void> => {
    const Bucket = platform.backup?.targets.files.split(":").at(-1) ?? "";
    for (const [Key, text] of Object.entries(contents))
      await world.call("s3", "PutObject", { Bucket, Key, Body: Buffer.from(text) }, person);
    const verified = (ledger: ReturnType<typeof classLedgerOf>, id: string) =>
      recordPoint(ledger, { kind: "verified", id, at: Math.floor(clock.now()) });
    await verified(classLedgerOf(context, "files/by-hand"), await backUpFiles(contents));
    const configuration = classLedgerOf(context, "configuration/daily");
    const input = JSON.stringify({ class: "configuration/daily", requestedBy: "ann" });
    const stateMachineArn = arns.stateMachine(platform, names.deployed("backup"));
    await world.call("states", "StartExecution", { stateMachineArn, name: "conf", input }, person);
    for (;;) {
      const [point] = await readPointRecords(configuration);
      if (point) return await verified(configuration, point.id);
      await clock.sleep(minute);
    }
  };
  if (files) await backUpAll(files);
  await clock.sleep(2 * minute);
  await canary();
  await clock.sleep(minute);
  /** The last moment with all tables. */
  const good = Math.floor(clock.now());
  const messages = await at(old).rows("chat_message");
  await clock.sleep(minute);
  await at(old).transact([{ kind: "drop-table", table: "chat_message" }]);
  // What RDS can restore to is some minutes old.
  await clock.sleep(6 * minute);

  const start = (name: string, order: Partial<z.input<typeof RestoreOrder>> = {}): Promise<string> =>
    people.start(name, { time: new Date(good).toISOString(), ...order });
  const ending = async (executionArn: string) => {
    for (;;) {
      const end = await world.call("states", "DescribeExecution", { executionArn }, person);
      if (end.status !== "RUNNING") return end;
      await clock.sleep(5_000);
    }
  };
  return {
    ...laptop,
    ledgerOf: (group: string) => ledgerOf(context, group),
    good,
    /** What the dropped table held then. */
    messages,
    point,
    old,
    at,
    canary,
    ...people,
    start,
    ending,
    backUpFiles,
  };
}

/** What the restore's Lambda changes. */
export const changesByRestore = ({ operation, context: { principal } }: Call): boolean =>
  principal.kind === "role" &&
  principal.arn.endsWith(`/${roleOf("restore")}`) &&
  !/^(Describe|Get|List|Query)/.test(operation);
