/// <reference path="../../.sst/platform/config.d.ts" />
import type { Config } from "@signalbox/core/config/config";
import { stopSecondsOf } from "@signalbox/core/failover/kept";
import type { Collector } from "../../infra/collector";
import type { FaultAgent } from "../../infra/fault-agent";
import { leaseKeeper } from "../../infra/lease-keeper";
import { logGroup } from "../../infra/log-group";
import { asksForItself, behindSidecar, replicaSidecar } from "../../infra/replica-sidecar";
import { pascalCase, type Scope } from "../../infra/scope";
import { taskDefinition } from "../../infra/task-definition";
import { readsEpochs } from "../epoch-tables";
import { environmentOf, filesPath, ollamaPort, type Surroundings, secretsOf } from "./environment";
import type { DeployedImage } from "./images";
import { executionRole, taskRole } from "./roles";

type Service = Config["services"][string];

/** MiB in memory for files on their way to the bucket. */
const filesMemory = 512;

export interface TaskArgs extends Surroundings {
  readonly image: DeployedImage;
  /** The sidecar, where the configuration wants it. */
  readonly collecting?: { readonly collector: Collector; readonly image: DeployedImage };
  /** The sidecar that keeps the lease of tasks that write, where another region may take the database over. */
  readonly keeping: { readonly image: DeployedImage } | undefined;
  /** What says of each replica what it does, where the number of replicas is planned. */
  readonly measuring:
    | { readonly planned: Config["inference"]["services"][string]; readonly image: DeployedImage }
    | undefined;
  /** By which drills slow the task's network. */
  readonly breaking?: { readonly agent: FaultAgent; readonly image: DeployedImage };
}

/** What a service runs: its task, with a log and two roles of its own. */
export function task(
  scope: Scope,
  name: string,
  service: Service,
  { image, collecting, keeping, measuring, breaking, ...surroundings }: TaskArgs,
) {
  const logs = logGroup(scope, `${pascalCase(name)}Logs`, {
    name: scope.names.serviceLogs(name),
    keyArn: surroundings.identity.keyArn,
  });
  const execution = executionRole(scope, name, service, surroundings, {
    repositoryArns: [image, collecting?.image, keeping?.image, measuring?.image, breaking?.image].flatMap(
      (each) => each?.repositoryArn ?? [],
    ),
    logGroupArn: logs.arn,
  });
  const role = taskRole(scope, name, service, surroundings, [
    ...(collecting?.collector.statements ?? []),
    ...(keeping ? readsEpochs(scope) : []),
    ...(measuring ? asksForItself(scope) : []),
    ...(breaking?.agent.statements ?? []),
  ]);
  const { files } = surroundings.data;
  const stopSeconds = stopSecondsOf(scope.config, service);
  const keepsFiles = service.needs.includes("files");
  const definition = taskDefinition(scope, name, {
    service: {
      ...service,
      stopSeconds,
      ...(keepsFiles && { writable: { [filesPath]: filesMemory, ...service.writable } }),
    },
    container: service.group,
    image: image.uri,
    environment: {
      ...(collecting && { ...tellsAll, ...collecting.collector.environment(name) }),
      ...(measuring?.planned.engine === "ollama" && behindSidecar(measuring.planned.profile.slots)),
      ...environmentOf(scope, service, surroundings),
    },
    secrets: secretsOf(service, surroundings),
    logGroup: logs.name,
    taskRoleArn: role.arn,
    executionRoleArn: execution.arn,
    ...(keepsFiles && files.kind === "efs" && { files: { ...files, path: filesPath } }),
    sidecars: [
      ...(keeping
        ? [leaseKeeper(scope, { image: keeping.image.uri, logGroup: logs.name, stopSeconds })]
        : []),
      ...(measuring
        ? [
            replicaSidecar(scope, {
              image: measuring.image.uri,
              logGroup: logs.name,
              engine: measuring.planned.engine,
              slots: measuring.planned.profile.slots,
              port: service.port,
              stopSeconds,
            }),
          ]
        : []),
      ...(collecting
        ? [
            collecting.collector.container(name, {
              image: collecting.image.uri,
              logGroup: logs.name,
              ...(isVllm(service) && { scrape: { port: service.port, path: "/metrics" } }),
            }),
          ]
        : []),
      ...(breaking ? [breaking.agent.container({ image: breaking.image.uri, logGroup: logs.name })] : []),
    ],
    breakable: breaking !== undefined,
  });
  return { definition, taskRoleArn: role.arn, executionRoleArn: execution.arn };
}

/** Open WebUI pushes nothing unless it is told to. */
const tellsAll = { ENABLE_OTEL: "true", ENABLE_OTEL_TRACES: "true", ENABLE_OTEL_METRICS: "true" };

/** Ollama has no metrics page, and Open WebUI pushes; vLLM is scraped, on the port of its API. */
const isVllm = ({ route, port }: Service): boolean =>
  route.kind === "internal-load-balancer" && port !== ollamaPort;
