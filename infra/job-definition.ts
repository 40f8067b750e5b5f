/// <reference path="../.sst/platform/config.d.ts" />
import { type FargateArgs, fargate } from "./fargate";
import { pascalCase, type Scope } from "./scope";

export interface JobDefinitionArgs extends FargateArgs {
  readonly image: $util.Input<string>;
  readonly logGroup: $util.Input<string>;
}

/** A Fargate task that serves nothing and ends by itself; whoever starts it says its command. */
export function jobDefinition(scope: Scope, name: string, args: JobDefinitionArgs) {
  return new aws.ecs.TaskDefinition(
    scope.id(`${pascalCase(name)}Task`),
    {
      ...fargate(scope, name, args),
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
