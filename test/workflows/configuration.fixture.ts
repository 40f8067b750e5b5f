import { manifestKey } from "@signalbox/core/backup/content/look";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import type { PlacedClass } from "@signalbox/core/platform/backup-places";
import { ReleaseGroup } from "@signalbox/core/platform/platform";
import { ReleasePolicy } from "@signalbox/core/release/policy";
import { backup } from "@signalbox/functions/workflows/backup/workflow";
import { copy } from "@signalbox/functions/workflows/copy/workflow";
import { lookAtContents } from "@signalbox/functions/workflows/look-at-contents/workflow";
import { prune } from "@signalbox/functions/workflows/prune/workflow";
import { verifyBackup } from "@signalbox/functions/workflows/verify-backup/workflow";
import { documentsIn, emptyPlane, names } from "./deployment.fixture.ts";
import { here, onPoints, type Points, person, type Setting } from "./points.fixture.ts";

export const configuration = "configuration/daily";
const service = names.onlyService("worker");
export const secretName = names.secret("database");
export const parameter = `/${names.prefix}/features/search`;
/** Not to be found in any document. */
export const secretValue = "correct-horse-battery-staple";

const daily: PlacedClass = {
  id: configuration,
  target: "configuration",
  schedule: "cron(30 3 * * ? *)",
  timezone: "UTC",
  retentionDays: 2,
  copyRetentionDays: 365,
};

const groups = [
  ReleaseGroup.parse({
    strategy: "rolling",
    name: "worker",
    repository: names.repository("worker"),
    cluster: names.cluster,
    policy: ReleasePolicy.parse({}),
    services: [{ name: "worker", container: "worker", service }],
  }),
];

export type Configured = Awaited<ReturnType<typeof configured>>;

/** Two regions; in the first a service, with a secret as a plain variable where said, that runs one task definition, parameters, a secret, and the workflows of backups. */
export const onConfiguration = (
  { plainSecret = false, ...setting }: Setting & { readonly plainSecret?: boolean },
  scenario: (configured: Configured) => Promise<void>,
): Promise<void> =>
  onPoints(
    {
      serving: { plane: emptyPlane, groups },
      more: [daily],
      ...setting,
      workflows: [backup, copy, prune, verifyBackup, lookAtContents, ...(setting.workflows ?? [])],
    },
    async (points) => scenario(await configured(points, plainSecret)),
  );

async function configured(points: Points, plainSecret: boolean) {
  const { world, platform } = points;
  const put = (Name: string, Value: string, Type: "String" | "SecureString" = "String") =>
    world.call("ssm", "PutParameter", { Name, Value, Type, Overwrite: true }, person);
  await put(parameter, "on");
  await put(`/${names.prefix}/features/key`, secretValue, "SecureString");
  const SecretString = JSON.stringify({ username: "webui_1", password: secretValue });
  await world.call("secretsmanager", "CreateSecret", { Name: secretName, SecretString }, person);
  await world.call("ecs", "CreateCluster", { clusterName: names.cluster }, person);
  const { taskDefinition } = await world.call(
    "ecs",
    "RegisterTaskDefinition",
    {
      family: names.taskFamily("worker"),
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: "256",
      memory: "512",
      containerDefinitions: [
        {
          name: "worker",
          image: "worker:1",
          environment: [
            { name: "LOG_FORMAT", value: "json" },
            ...(plainSecret ? [{ name: "UPSTREAM_API_KEY", value: secretValue }] : []),
          ],
        },
      ],
    },
    person,
  );
  await world.call(
    "ecs",
    "CreateService",
    {
      cluster: names.cluster,
      serviceName: service,
      taskDefinition: taskDefinition?.taskDefinitionArn,
      desiredCount: 0,
      launchType: "FARGATE",
      networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-1"] } },
    },
    person,
  );
  const read = async (Key: string, region = here): Promise<string> => {
    const by = { ...person, region };
    const { Body } = await world.call("s3", "GetObject", { Bucket: documentsIn(region), Key }, by);
    return Buffer.from(Object(Body)).toString();
  };
  const write = (Key: string, text: string, region = here) =>
    world.call(
      "s3",
      "PutObject",
      { Bucket: documentsIn(region), Key, Body: Buffer.from(text) },
      { ...person, region },
    );
  const keys = async (region: string): Promise<string[]> => {
    const asked = { Bucket: documentsIn(region) };
    const { Contents = [] } = await world.call("s3", "ListObjectsV2", asked, { ...person, region });
    return Contents.map(({ Key = "" }) => Key);
  };
  points.calls.length = 0;
  return {
    ...points,
    service,
    taskDefinition: taskDefinition?.taskDefinitionArn ?? "",
    put,
    read,
    write,
    keys,
    keyOf: (point: string) => point.slice(point.indexOf("/") + 1),
    manifestOf: (point: string) => read(manifestKey(point)),
    /** A point of the class; answers its ARN. */
    backedUp: async (run = "b1"): Promise<string> => {
      const end = await points.ending(await points.start("backup", run, { class: configuration }));
      if (end.status !== "SUCCEEDED") throw new Error(`${end.error}: ${end.cause}`);
      return JSON.parse(end.output ?? "").point;
    },
    verify: async (run: string, more: object = {}) =>
      points.ending(await points.start("verify-backup", run, { class: configuration, ...more })),
    points: () => points.points(configuration),
    /** As if the run that made it had died before it told. */
    forget: async (point: string) => {
      const Key = { pk: { S: ledgerKeys.class(configuration) }, sk: { S: ledgerKeys.point(point, "made") } };
      await world.call("dynamodb", "DeleteItem", { TableName: platform.ledgerTable, Key }, person);
    },
  };
}
