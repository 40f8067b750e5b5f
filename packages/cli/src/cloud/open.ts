import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ECRClient } from "@aws-sdk/client-ecr";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { RDSClient } from "@aws-sdk/client-rds";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SSMClient } from "@aws-sdk/client-ssm";
import type { Io } from "../io.ts";
import { chooseTarget, type Target, type TargetOptions } from "./target.ts";

/** The clients of the cloud that a command acts on. */
export interface Cloud {
  readonly target: Target;
  readonly dynamodb: DynamoDBClient;
  readonly lambda: LambdaClient;
  readonly sfn: SFNClient;
  readonly ssm: SSMClient;
}

/** Chooses the cloud and says on stderr which one it is. */
export function openCloud(options: TargetOptions, io: Io): Cloud {
  const target = chooseTarget(options, io.env);
  io.err(io.colors.dim(`acting on ${describeTarget(target)}`));
  return connect(target);
}

export function connect(target: Target): Cloud {
  const config = clientConfig(target);
  return {
    target,
    dynamodb: new DynamoDBClient(config),
    lambda: new LambdaClient(config),
    sfn: new SFNClient(config),
    ssm: new SSMClient(config),
  };
}

export function connectRegistry(target: Target): ECRClient {
  return new ECRClient(clientConfig(target));
}

export function connectDatabases(target: Target): RDSClient {
  return new RDSClient(clientConfig(target));
}

export function connectMetrics(target: Target): CloudWatchClient {
  return new CloudWatchClient(clientConfig(target));
}

export function describeTarget(target: Target): string {
  if (target.kind === "aws") return `AWS${target.region ? `, ${target.region}` : ""}`;
  return `the cloud at ${target.endpoint}, ${target.region}`;
}

function clientConfig(target: Target) {
  if (target.kind === "aws") return target.region === undefined ? {} : { region: target.region };
  const { endpoint, region } = target;
  // Keys of nobody: a person's real ones have no business in a local server's log.
  return { endpoint, region, credentials: { accessKeyId: "signalbox", secretAccessKey: "local" } };
}
