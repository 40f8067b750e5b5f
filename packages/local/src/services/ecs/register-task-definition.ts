import type { ContainerDefinition, RegisterTaskDefinitionRequest } from "@aws-sdk/client-ecs";
import { isLeaseKeeper } from "../../images/lease-keeper/lease-keeper.ts";
import { AwsError } from "../error.ts";
import { refuseUnsupported, unsupported } from "../supported.ts";
import { readHealthCheck } from "./container-health.ts";
import { readLog } from "./container-log.ts";
import { readParameters } from "./parameters.ts";
import type { Definition } from "./state.ts";
import { stopTimeoutSeconds } from "./timing.ts";

const operation = "RegisterTaskDefinition";

/** Memory in MiB that Fargate offers with so many CPU units: least, most and the step between. */
const sizes: Readonly<Record<string, { least: number; most: number; step: number }>> = {
  256: { least: 512, most: 2048, step: 512 },
  512: { least: 1024, most: 4096, step: 1024 },
  1024: { least: 2048, most: 8192, step: 1024 },
  2048: { least: 4096, most: 16384, step: 1024 },
  4096: { least: 8192, most: 30720, step: 1024 },
  8192: { least: 16384, most: 61440, step: 4096 },
  16384: { least: 32768, most: 122880, step: 8192 },
};

/** Checks what AWS checks of a Fargate task definition, refuses what a double cannot honour, and answers its container. */
export function readDefinition(input: RegisterTaskDefinitionRequest): {
  description: RegisterTaskDefinitionRequest;
  container: Definition["container"];
  keeper: Definition["keeper"];
} {
  refuseUnsupported(operation, input, [
    "family",
    "taskRoleArn",
    "executionRoleArn",
    "networkMode",
    "containerDefinitions",
    "requiresCompatibilities",
    "cpu",
    "memory",
    "runtimePlatform",
    "tags",
  ]);
  if (!/^[a-zA-Z0-9_-]{1,255}$/.test(input.family ?? ""))
    throw clientError("Invalid family: up to 255 letters, digits, hyphens and underscores.");
  if (!input.requiresCompatibilities?.includes("FARGATE"))
    throw unsupported(operation, "requiresCompatibilities without FARGATE");
  if (input.networkMode !== "awsvpc") throw clientError("Fargate only supports network mode 'awsvpc'.");
  const size = sizes[input.cpu ?? ""];
  const memory = Number(input.memory);
  if (!size || !(memory >= size.least && memory <= size.most) || memory % size.step !== 0)
    throw clientError("No Fargate configuration exists for given values.");
  const all = input.containerDefinitions ?? [];
  const keeper = all.find(({ image }) => isLeaseKeeper(image));
  const [definition, second] = all.filter((one) => one !== keeper);
  if (!definition) throw clientError("Container list cannot be empty.");
  if (second) throw unsupported(operation, "more than one container definition");
  for (const { containerName } of definition.dependsOn ?? [])
    if (!all.some(({ name }) => name === containerName))
      throw clientError(`Invalid dependsOn: there is no container ${containerName}.`);
  const filled = readContainer(definition);
  const beside = keeper && readContainer(keeper);
  const { tags: _, ...described } = input;
  const environment = environmentOf(filled);
  if (/\.dkr\.ecr\./.test(definition.image ?? "") && !input.executionRoleArn)
    throw clientError("Fargate requires task definition to have execution role ARN to support ECR images.");
  return {
    description: { ...described, containerDefinitions: [filled, ...(beside ? [beside] : [])] },
    keeper: beside && { name: beside.name ?? "", environment: environmentOf(beside) },
    container: {
      name: filled.name ?? "",
      image: filled.image ?? "",
      port: filled.portMappings?.[0]?.containerPort,
      stopTimeoutSeconds: filled.stopTimeout ?? stopTimeoutSeconds.standard,
      health: readHealthCheck(`${operation}.containerDefinitions`, filled.healthCheck),
      environment,
      command: filled.command?.length ? filled.command : undefined,
      log: filled.logConfiguration && readLog(filled.logConfiguration),
      overrides: undefined,
      parameters: readParameters(filled.secrets, environment, input.executionRoleArn),
    },
  };
}

const environmentOf = ({ environment = [] }: ContainerDefinition): Record<string, string> =>
  Object.fromEntries(environment.map(({ name = "", value = "" }) => [name, value]));

function readContainer(definition: ContainerDefinition): ContainerDefinition {
  refuseUnsupported(`${operation}.containerDefinitions`, definition, [
    "name",
    "image",
    "essential",
    "portMappings",
    "environment",
    "secrets",
    "stopTimeout",
    "healthCheck",
    "command",
    "dependsOn",
    // The rest shapes a process from outside; a double runs the same with or without.
    "cpu",
    "memory",
    "memoryReservation",
    "logConfiguration",
    "dockerLabels",
    "user",
    "workingDirectory",
    "readonlyRootFilesystem",
    "ulimits",
    "linuxParameters",
  ]);
  if (!definition.name) throw clientError("Container.name should not be null or empty.");
  if (!definition.image) throw clientError("Container.image should not be null or empty.");
  if (definition.essential === false)
    throw clientError("A task definition must have at least one essential container.");
  if ((definition.portMappings?.length ?? 0) > 1) throw unsupported(operation, "more than one port mapping");
  if ((definition.stopTimeout ?? 0) > stopTimeoutSeconds.most)
    throw clientError(`Fargate supports a stopTimeout of at most ${stopTimeoutSeconds.most} seconds.`);
  const ports = (definition.portMappings ?? []).map((mapping) => ({
    hostPort: mapping.containerPort,
    protocol: "tcp" as const,
    ...mapping,
  }));
  return {
    cpu: 0,
    environment: [],
    mountPoints: [],
    volumesFrom: [],
    systemControls: [],
    essential: true,
    ...definition,
    portMappings: ports,
  };
}

const clientError = (message: string): AwsError => new AwsError("ClientException", message);
