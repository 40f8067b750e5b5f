import { ApplicationAutoScalingClient } from "@aws-sdk/client-application-auto-scaling";
import { BackupClient } from "@aws-sdk/client-backup";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ECRClient } from "@aws-sdk/client-ecr";
import { ECSClient } from "@aws-sdk/client-ecs";
import { EFSClient } from "@aws-sdk/client-efs";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { RDSClient } from "@aws-sdk/client-rds";
import { S3Client } from "@aws-sdk/client-s3";
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
    backup: new BackupClient(config),
    cloudWatch: new CloudWatchClient(config),
    dynamodb: new DynamoDBClient(config),
    ecr: new ECRClient(config),
    ecs: new ECSClient(config),
    efs: new EFSClient(config),
    elasticLoadBalancing: new ElasticLoadBalancingV2Client(config),
    eventBridge: new EventBridgeClient(config),
    kms: new KMSClient(config),
    lambda: new LambdaClient(config),
    rds: new RDSClient(config),
    s3: new S3Client(config),
    secretsManager: new SecretsManagerClient(config),
    sfn: new SFNClient(config),
    sns: new SNSClient(config),
    ssm: new SSMClient(config),
  };
}
