import { ApplicationAutoScalingClient } from "@aws-sdk/client-application-auto-scaling";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ECRClient } from "@aws-sdk/client-ecr";
import { ECSClient } from "@aws-sdk/client-ecs";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SNSClient } from "@aws-sdk/client-sns";
import { SSMClient } from "@aws-sdk/client-ssm";
import type { Clock } from "@signalbox/core/clock";
import { clockRetryStrategy } from "./retry.ts";

export interface ClientSettings {
  readonly region: string;
  /** Retries wait on it. */
  readonly clock: Clock;
  /** Of the local cloud; AWS's own where absent. */
  readonly endpoint?: string;
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

/** One client for each service that steps call, all in one region. */
export type Clients = ReturnType<typeof createClients>;

export function createClients({ clock, ...settings }: ClientSettings) {
  const config = { ...settings, retryStrategy: clockRetryStrategy(clock) };
  return {
    applicationAutoScaling: new ApplicationAutoScalingClient(config),
    cloudWatch: new CloudWatchClient(config),
    dynamodb: new DynamoDBClient(config),
    ecr: new ECRClient(config),
    ecs: new ECSClient(config),
    elasticLoadBalancing: new ElasticLoadBalancingV2Client(config),
    eventBridge: new EventBridgeClient(config),
    lambda: new LambdaClient(config),
    secretsManager: new SecretsManagerClient(config),
    sfn: new SFNClient(config),
    sns: new SNSClient(config),
    ssm: new SSMClient(config),
  };
}
