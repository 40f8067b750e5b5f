/// <reference path="../.sst/platform/config.d.ts" />
import { pascalCase, type Scope } from "./scope";

export interface JobDefinitionArgs {
  readonly image: $util.Input<string>;
  readonly cpu: number;
  readonly memory: number;
  readonly architecture: "x86_64" | "arm64";
  readonly logGroup: $util.Input<string>;
  readonly taskRoleArn: $util.Input<string>;
  readonly executionRoleArn: $util.Input<string>;
}

/** A Fargate task that serves nothing and ends by itself; whoever starts it says its command. */
export function jobDefinition(scope: Scope, name: string, args: JobDefinitionArgs) {
  return new aws.ecs.TaskDefinition(
    scope.id(`${pascalCase(name)}Task`),
    {
      family: scope.names.taskFamily(name),
      requiresCompatibilities: ["FARGATE"],
      networkMode: "awsvpc",
      cpu: String(args.cpu),
      memory: String(args.memory),
      runtimePlatform: {
        operatingSystemFamily: "LINUX",
        cpuArchitecture: args.architecture === "arm64" ? "ARM64" : "X86_64",
      },
      taskRoleArn: args.taskRoleArn,
      executionRoleArn: args.executionRoleArn,
      containerDefinitions: $jsonStringify([
        {
          name,
          image: args.image,
          essential: true,
          readonlyRootFilesystem: true,
          linuxParameters: {
            // SIGTERM reaches the command, which need not expect to be the first process.
            initProcessEnabled: true,
            capabilities: { drop: ["ALL"] },
            tmpfs: [{ containerPath: "/tmp", size: 512, mountOptions: ["rw", "nosuid", "nodev"] }],
          },
          logConfiguration: {
            logDriver: "awslogs",
            options: {
              "awslogs-group": args.logGroup,
              "awslogs-region": scope.region.region,
              "awslogs-stream-prefix": "task",
            },
          },
        },
      ]),
    },
    scope.options(),
  );
}
