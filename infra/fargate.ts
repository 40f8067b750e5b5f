/// <reference path="../.sst/platform/config.d.ts" />
import type { Scope } from "./scope";

export interface FargateArgs {
  /** Units of ECS: 1024 are one vCPU. */
  readonly cpu: number;
  /** MiB. */
  readonly memory: number;
  readonly architecture: "x86_64" | "arm64";
  readonly taskRoleArn: $util.Input<string>;
  readonly executionRoleArn: $util.Input<string>;
}

/** What every definition of a Fargate task says, whatever runs in it. */
export const fargate = (scope: Scope, name: string, args: FargateArgs) => ({
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
});
