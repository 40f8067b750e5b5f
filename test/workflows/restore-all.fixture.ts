import type { RestoreAllOrder } from "@signalbox/core/backup/run/restoration";
import type { BackupPlaces } from "@signalbox/core/platform/backup-places";
import { classLedgerOf } from "@signalbox/functions/aws/ledger";
import { recordPoint } from "@signalbox/functions/aws/point-records";
import { backup } from "@signalbox/functions/workflows/backup/workflow";
import { lookAtContents } from "@signalbox/functions/workflows/look-at-contents/workflow";
import { putBack } from "@signalbox/functions/workflows/put-back/workflow";
import { restore } from "@signalbox/functions/workflows/restore/workflow";
import { restoreAll } from "@signalbox/functions/workflows/restore-all/workflow";
import type { z } from "zod";
import { person, type Setting } from "./backup.fixture.ts";
import { type Chats, onChats } from "./chats.fixture.ts";
import { names } from "./deployment.fixture.ts";

const daily = { schedule: "cron(0 3 * * ? *)", timezone: "UTC", retentionDays: 30 };
const classes: BackupPlaces["classes"] = [
  { id: "database/daily", target: "database", ...daily },
  { id: "files/daily", target: "files", ...daily },
  { id: "configuration/daily", target: "configuration", ...daily },
];
const feature = `/${names.prefix}/features/search`;
const bucketParameter = names.connection("files-bucket");
const SecretId = names.secret("upstream");

export type Ruined = Awaited<ReturnType<typeof ruined>>;

/** Tasks with a database and a bucket, of which all was backed up; then a table, a file, a parameter and a secret go. */
export const onRuined = (setting: Setting, scenario: (on: Ruined) => Promise<void>): Promise<void> =>
  onChats(
    { classes, workflows: [backup, lookAtContents, restore, putBack, restoreAll], ...setting },
    async (chats) => scenario(await ruined(chats)),
  );

async function ruined(chats: Chats) {
  const { aws, bucket, calls, ending, platform, points, startWorkflow, verify, world } = chats;
  const parameter = async (Name: string): Promise<string | undefined> =>
    (await world.call("ssm", "GetParameters", { Names: [Name] }, person)).Parameters?.[0]?.Value;
  const write = (Name: string, Value: string) =>
    world.call("ssm", "PutParameter", { Name, Value, Type: "String", Overwrite: true }, person);
  await write(feature, "on");
  await world.call("secretsmanager", "CreateSecret", { Name: SecretId, SecretString: "{}" }, person);
  const backedUp = async (id: string): Promise<string> => {
    const run = `made-${id.replace("/", "-")}`;
    const end = await ending(await startWorkflow(backup.name, run, { class: id, requestedBy: "ada" }));
    if (end.status !== "SUCCEEDED") throw new Error(`${end.error}: ${end.cause}`);
    const point = (await points(id))[0]?.id ?? "";
    await verify(point, id);
    return point;
  };
  const filesPoint = await backedUp("files/daily");
  await backedUp("configuration/daily");
  const { good } = await chats.dropped();
  await world.call("s3", "DeleteObject", { Bucket: bucket, Key: "uploads/0" }, person);
  await write(feature, "off");
  await world.call("secretsmanager", "DeleteSecret", { SecretId }, person);
  calls.length = 0;
  /** What serves, in the parts' order. */
  const serving = async () => ({
    secret: await world.call("secretsmanager", "GetSecretValue", { SecretId }, person).then(
      () => "there",
      () => "deleted",
    ),
    feature: await parameter(feature),
    host: (await chats.held()).split(".")[0],
    bucket: await parameter(bucketParameter),
  });
  return {
    ...chats,
    good,
    filesPoint,
    /** A verification finds that a point of the files is no good. */
    spoil: (id: string) =>
      recordPoint(classLedgerOf({ aws, platform }, "files/daily"), {
        kind: "failed",
        id,
        class: "files/daily",
        capturedAt: good,
        at: good + 1,
        problem: { error: "Backup.FileMissing", sentence: "one is missing" },
      }),
    /** What people were told, the newest last. */
    told: () =>
      calls.flatMap(({ operation, input }) =>
        operation === "Publish" ? [String(Object(input).Message)] : [],
      ),
    serving,
    before: await serving(),
    /** What all of it is once it is restored by a run. */
    after: (run: string) => ({
      secret: "there",
      feature: "on",
      host: names.restoredCluster(`${run}-database`),
      bucket: names.restoredBucket(`${run}-files`),
    }),
    order: (run: string, more: Partial<z.input<typeof RestoreAllOrder>> = {}): Promise<string> =>
      startWorkflow(restoreAll.name, run, {
        what: "all",
        time: new Date(good).toISOString(),
        reason: "a bad day",
        requestedBy: "bob",
        ...more,
      }),
    restores: () => chats.executions(restore.name),
  };
}
