/// <reference path="../.sst/platform/config.d.ts" />
import type { Config } from "@signalbox/core/config/config";
import { fargate } from "./fargate";
import { modelsOnInstance } from "./gpu-user-data";
import { pascalCase, type Scope } from "./scope";

type Service = Config["services"][string];

/** A container as the ECS API writes it; the provider takes it as JSON text. */
export type ContainerDefinition = Readonly<Record<string, unknown>>;

export interface TaskDefinitionArgs {
  readonly service: Service;
  /** Of the container that runs the service's image. */
  readonly container: string;
  readonly image: $util.Input<string>;
  readonly environment: Readonly<Record<string, $util.Input<string>>>;
  /** ARNs of secrets, or of fields of secrets; the execution role reads them. */
  readonly secrets: Readonly<Record<string, $util.Input<string>>>;
  readonly logGroup: $util.Input<string>;
  readonly taskRoleArn: $util.Input<string>;
  readonly executionRoleArn: $util.Input<string>;
  /** An EFS access point, and where the container sees it. */
  readonly files?: {
    readonly fileSystemId: $util.Input<string>;
    readonly accessPointId: $util.Input<string>;
    readonly path: string;
  };
  readonly sidecars: readonly ContainerDefinition[];
  /** Whether ECS lets its network be made slow or lossy, https://docs.aws.amazon.com/AmazonECS/latest/developerguide/fault-injection.html */
  readonly breakable: boolean;
}

/** A task of one service, on Fargate or on an instance with a GPU. A later revision replaces none: a service that runs on the earlier one still scales. */
export function taskDefinition(scope: Scope, name: string, args: TaskDefinitionArgs) {
  const { service, files, taskRoleArn, executionRoleArn } = args;
  return new aws.ecs.TaskDefinition(
    scope.id(`${pascalCase(name)}Task`),
    {
      ...fargate(scope, name, { ...service, taskRoleArn, executionRoleArn }),
      ...(service.gpu && { requiresCompatibilities: ["EC2"] }),
      ...(service.gpu?.modelsPath !== undefined && {
        volumes: [{ name: "models", hostPath: modelsOnInstance }],
      }),
      ...(files && {
        volumes: [
          {
            name: "files",
            efsVolumeConfiguration: {
              fileSystemId: files.fileSystemId,
              transitEncryption: "ENABLED",
              authorizationConfig: { accessPointId: files.accessPointId, iam: "ENABLED" },
            },
          },
        ],
      }),
      containerDefinitions: $jsonStringify([mainContainer(scope, name, args), ...args.sidecars]),
      ...(args.breakable && { enableFaultInjection: true, pidMode: "task" }),
      skipDestroy: true,
    },
    scope.options(),
  );
}

function mainContainer(scope: Scope, name: string, args: TaskDefinitionArgs): ContainerDefinition {
  const { service, files } = args;
  return {
    name: args.container,
    image: args.image,
    essential: true,
    user: service.user,
    readonlyRootFilesystem: service.readOnlyRoot,
    portMappings: [{ name, containerPort: service.port, protocol: "tcp", appProtocol: "http" }],
    environment: Object.entries(args.environment).map(([key, value]) => ({ name: key, value })),
    secrets: Object.entries(args.secrets).map(([key, valueFrom]) => ({ name: key, valueFrom })),
    stopTimeout: service.stopSeconds,
    ...(service.healthCommand && {
      // Two in a row count either way; the start may take minutes, and only the load balancer then waits.
      healthCheck: { command: service.healthCommand, interval: 30, timeout: 5, retries: 2, startPeriod: 300 },
    }),
    ...(service.command && { command: service.command }),
    ...(service.gpu && { resourceRequirements: [{ type: "GPU", value: "1" }] }),
    mountPoints: [
      ...(files ? [{ sourceVolume: "files", containerPath: files.path, readOnly: false }] : []),
      ...(service.gpu?.modelsPath === undefined
        ? []
        : [{ sourceVolume: "models", containerPath: service.gpu.modelsPath, readOnly: false }]),
    ],
    linuxParameters: {
      // Passes SIGTERM on and buries what a shell leaves behind.
      initProcessEnabled: true,
      capabilities: { drop: ["ALL"] },
      // In memory and open to every user; a volume of Fargate's would belong to root.
      tmpfs: Object.entries(service.writable)
        .filter(([path]) => path !== files?.path)
        .map(([containerPath, size]) => ({ containerPath, size, mountOptions: ["rw", "nosuid", "nodev"] })),
    },
    logConfiguration: {
      logDriver: "awslogs",
      options: {
        "awslogs-group": args.logGroup,
        "awslogs-region": scope.region.region,
        "awslogs-stream-prefix": "task",
        // A log that CloudWatch does not take must not stop the answers.
        mode: "non-blocking",
        "max-buffer-size": "8m",
      },
    },
    ...(args.sidecars.length > 0 && {
      dependsOn: args.sidecars.map((sidecar) => ({
        containerName: sidecar.name,
        // Nothing is served without an essential one, nor begun before it.
        condition: sidecar.essential === true ? "HEALTHY" : "START",
      })),
    }),
  };
}
