import { manifestKey } from "@signalbox/core/backup/content/look";
import { type PointRecord, pointsFrom } from "@signalbox/core/backup/recovery-point";
import type { BackupPlaces } from "@signalbox/core/platform/backup-places";
import { classLedgerOf } from "@signalbox/functions/aws/ledger";
import { readPointRecords, recordPoint } from "@signalbox/functions/aws/point-records";
import type { AnyWorkflow } from "@signalbox/functions/step";
import type { Call } from "@signalbox/local/gate/gate";
import { type Setting as OnVaults, onVaults, person, type Vaults } from "./backup.fixture.ts";
import { documentsIn, names } from "./deployment.fixture.ts";

export const here = "us-east-1";
export const there = "eu-west-1";
export { person };

const abroad = { ...person, region: there } as const;
export const files = "files/daily";
export const dayMs = 86_400_000;

export interface Setting extends Pick<OnVaults, "guards" | "functions" | "permanent" | "serving"> {
  readonly workflows?: readonly AnyWorkflow[];
  /** Classes beside those of the files. */
  readonly more?: BackupPlaces["classes"];
}

export type Points = Awaited<ReturnType<typeof pointed>>;

const classes: BackupPlaces["classes"] = [
  {
    id: files,
    target: "files",
    schedule: "cron(0 3 * * ? *)",
    timezone: "UTC",
    retentionDays: 30,
    copyRetentionDays: 365,
  },
  {
    id: "files/hourly",
    target: "files",
    schedule: "cron(0 * * * ? *)",
    timezone: "UTC",
    retentionDays: 7,
  },
];

/** Two regions with a vault, a key and documents each, a file system in the first, and the workflows of a setting. */
export const onPoints = (
  { workflows = [], more = [], ...setting }: Setting,
  scenario: (points: Points) => Promise<void>,
): Promise<void> =>
  onVaults(
    { ...setting, workflows, files: 1, copiedTo: there, classes: [...classes, ...more] },
    async (vaults) => scenario(await pointed(vaults)),
  );

async function pointed(vaults: Vaults) {
  const { aws, calls, clock, platform, world } = vaults;
  const { roleArn: jobsRole = "", targets } = platform.backup ?? {};
  const FileSystemArn = targets?.files;
  const ledger = (id: string) => classLedgerOf({ aws, platform }, id);

  /** A point that AWS Backup has made, and that no run knows; answers its ARN. */
  const make = async (id: string | undefined = files, keptDays: number | undefined = 30): Promise<string> => {
    const job = await world.call(
      "backup",
      "StartBackupJob",
      {
        BackupVaultName: names.vault,
        ResourceArn: FileSystemArn,
        IamRoleArn: jobsRole,
        ...(keptDays > 0 && { Lifecycle: { DeleteAfterDays: keptDays } }),
        ...(id !== "" && { RecoveryPointTags: { "signalbox:class": id } }),
      },
      person,
    );
    for (;;) {
      const asked = { BackupJobId: job.BackupJobId };
      const { State, RecoveryPointArn = "" } = await world.call("backup", "DescribeBackupJob", asked, person);
      if (State === "COMPLETED") return RecoveryPointArn;
      await clock.sleep(5_000);
    }
  };
  const record = (told: PointRecord, id = files) => recordPoint(ledger(id), told);
  /** A point that a run has made and recorded; its end as the ledger has it may be another than AWS's. */
  const recorded = async (
    keptDays = 30,
    told: { readonly expiresAt?: number; readonly class?: string } = {},
  ): Promise<string> => {
    const { class: of = files } = told;
    const id = await make(of, keptDays);
    const capturedAt = Math.floor(clock.now());
    const expiresAt = told.expiresAt ?? capturedAt + keptDays * dayMs;
    await record(
      { kind: "made", id, class: of, capturedAt, region: here, vault: names.vault, expiresAt },
      of,
    );
    return id;
  };
  const copyJobs = async () => (await world.call("backup", "ListCopyJobs", {}, person)).CopyJobs ?? [];
  const manifest = {
    put: (point: string, body: object) =>
      world.call(
        "s3",
        "PutObject",
        { Bucket: documentsIn(here), Key: manifestKey(point), Body: Buffer.from(JSON.stringify(body)) },
        person,
      ),
    ofCopy: async (point: string): Promise<unknown> => {
      const asked = { Bucket: documentsIn(there), Key: manifestKey(point) };
      const { Body } = await world.call("s3", "GetObject", asked, abroad);
      return JSON.parse(Buffer.from(Object(Body)).toString());
    },
  };
  return {
    ...vaults,
    jobsRole,
    fileSystem: FileSystemArn,
    start: (of: string, run: string, input: object) =>
      vaults.startWorkflow(of, run, { ...input, requestedBy: "ada" }),
    executions: async (of: string) => (await vaults.executions(of)).toSorted(),
    invoke: async (of: string, payload?: object): Promise<Readonly<Record<string, unknown>>> =>
      Object(await vaults.invoke(of, payload)),
    make,
    record,
    recorded,
    /** ARNs of what a vault holds, the oldest first. */
    held: async (region = here) =>
      (await vaults.held(region)).map(({ RecoveryPointArn = "" }) => RecoveryPointArn).toReversed(),
    copyJobs,
    manifest,
    abroad,
    /** What the ledger says of a class: its points as they were made, then its copies. */
    points: async (id = files) =>
      [...pointsFrom(await readPointRecords(ledger(id))).values()].toSorted(
        (a, b) =>
          Number(a.copyOf !== undefined) - Number(b.copyOf !== undefined) || a.capturedAt - b.capturedAt,
      ),
    messages: () =>
      calls.filter(({ operation }) => operation === "Publish").map(({ input }) => Object(input)),
  };
}

/** What the Lambda of a workflow or function changes. */
export const changesBy =
  (of: string) =>
  ({ operation, context: { principal } }: Call): boolean =>
    principal.kind === "role" &&
    principal.arn.endsWith(`/${names.role(here, of)}`) &&
    !/^(Describe|Get|List|Query)/.test(operation);

/** A machine that has a workflow's name and does nothing: that it is started is what is looked at. */
export async function standIn({ jobsRole, world }: Points, workflow: string): Promise<void> {
  const definition = JSON.stringify({ StartAt: "Done", States: { Done: { Type: "Succeed" } } });
  const machine = { name: names.deployed(workflow), roleArn: jobsRole, definition };
  await world.call("states", "CreateStateMachine", machine, person);
}
