import type { ReleaseGroup } from "@signalbox/core/platform/platform";
import { ReleasePolicy } from "@signalbox/core/release/policy";
import { imageManifest } from "@signalbox/local/images/manifest";
import type { Plane } from "@signalbox/local/world/plane/plane";
import type { World } from "@signalbox/local/world/world";
import { account, emptyPlane, names } from "./deployment.fixture.ts";
import { fargateTask } from "./fargate-task.fixture.ts";

const region = "us-east-1";
const person = { region, principal: { kind: "person" } } as const;
const name = "open-webui";
const repository = names.repository(name);

/** What serves chats: one service of two tasks. */
export const chatGroup: ReleaseGroup = {
  strategy: "rolling",
  name,
  repository,
  cluster: names.cluster,
  policy: ReleasePolicy.parse({}),
  services: [{ name, container: name, service: names.onlyService(name) }],
};

/** Tasks that know where their database was when they started, and nothing else: for the control plane they run or end. */
export class ChatTasks {
  /** Hosts, by the ARNs of running tasks. */
  readonly running = new Map<string, string>();
  /** Clusters with which no task stays up. */
  readonly refused = new Set<string>();

  readonly plane: Plane = {
    ...emptyPlane,
    start: async ({ arn, environment: { DATABASE_HOST: host = "" } }) => {
      const { promise: exited, resolve: exit } =
        Promise.withResolvers<Awaited<Awaited<ReturnType<Plane["start"]>>["exited"]>>();
      const end = (exitCode: number, reason: string): void => {
        this.running.delete(arn);
        exit({ exitCode, reason });
      };
      if (this.refused.has(host.split(".")[0] ?? "")) throw new Error(`cannot log in to ${host}`);
      this.running.set(arn, host);
      return { exited, stop: async () => end(0, "terminated") };
    },
  };
}

/** Has the tasks run on a database and with a bucket; their parameters are those that a restore switches. */
export async function deployChats(world: World, host: string, bucket: string): Promise<void> {
  const parameters = {
    DATABASE_HOST: names.connection("database-host"),
    FILES_BUCKET: names.connection("files-bucket"),
  };
  for (const [Name, Value] of [
    [parameters.DATABASE_HOST, host],
    [parameters.FILES_BUCKET, bucket],
  ] as const)
    await world.call("ssm", "PutParameter", { Name, Value, Type: "String" }, person);
  await world.call("ecr", "CreateRepository", { repositoryName: repository }, person);
  const image = imageManifest({ behaviour: "good", version: "v1" });
  const pushed = { repositoryName: repository, imageTag: "v1", imageManifest: image };
  await world.call("ecr", "PutImage", pushed, person);
  await world.call("ecs", "CreateCluster", { clusterName: names.cluster }, person);
  const definition = {
    ...fargateTask(region, name),
    containerDefinitions: [
      {
        name,
        image: `${account}.dkr.ecr.${region}.amazonaws.com/${repository}:v1`,
        secrets: Object.entries(parameters).map(([secret, valueFrom]) => ({ name: secret, valueFrom })),
      },
    ],
  };
  await world.call("ecs", "RegisterTaskDefinition", definition, person);
  const service = {
    cluster: names.cluster,
    serviceName: names.onlyService(name),
    taskDefinition: names.taskFamily(name),
    desiredCount: 2,
    launchType: "FARGATE" as const,
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: false } },
    networkConfiguration: { awsvpcConfiguration: { subnets: ["subnet-a", "subnet-b"] } },
  };
  await world.call("ecs", "CreateService", service, person);
}
