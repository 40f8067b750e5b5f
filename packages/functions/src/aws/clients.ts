import { ApplicationAutoScalingClient } from "@aws-sdk/client-application-auto-scaling";
import { BackupClient } from "@aws-sdk/client-backup";
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { ECRClient } from "@aws-sdk/client-ecr";
import { ECSClient } from "@aws-sdk/client-ecs";
import { EFSClient } from "@aws-sdk/client-efs";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { RDSClient } from "@aws-sdk/client-rds";
import { Route53RecoveryClusterClient } from "@aws-sdk/client-route53-recovery-cluster";
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
  /** Of the local cloud, or of what has one of its own, such as a cluster of ARC; AWS's own where absent. */
  readonly endpoint?: string;
  readonly credentials?: {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
  };
}

const classes = {
  applicationAutoScaling: ApplicationAutoScalingClient,
  backup: BackupClient,
  cloudWatch: CloudWatchClient,
  cloudWatchLogs: CloudWatchLogsClient,
  dynamodb: DynamoDBClient,
  ecr: ECRClient,
  ecs: ECSClient,
  efs: EFSClient,
  elasticLoadBalancing: ElasticLoadBalancingV2Client,
  eventBridge: EventBridgeClient,
  kms: KMSClient,
  lambda: LambdaClient,
  rds: RDSClient,
  route53RecoveryCluster: Route53RecoveryClusterClient,
  s3: S3Client,
  secretsManager: SecretsManagerClient,
  sfn: SFNClient,
  sns: SNSClient,
  ssm: SSMClient,
};

export type ClientName = keyof typeof classes;

/** One client for each service that steps call, all in one region; each is made when it is first used. */
export type Clients = { readonly [Name in ClientName]: InstanceType<(typeof classes)[Name]> };

/** `prepare` is given each client when it is made. */
export function createClients(
  { clock, ...settings }: ClientSettings,
  prepare: (name: ClientName, client: Clients[ClientName]) => void = () => {},
): Clients {
  // Nothing is added to a client's middleware once it is prepared, so each command's needs to be put together only once.
  const config = { ...settings, retryStrategy: clockRetryStrategy(clock), cacheMiddleware: true };
  const clients = {};
  for (const name of Object.keys(classes) as ClientName[]) {
    let client: Clients[ClientName] | undefined;
    const get = (): Clients[ClientName] => {
      if (client) return client;
      client = new classes[name](config);
      prepare(name, client);
      return client;
    };
    Object.defineProperty(clients, name, { get, enumerable: true });
  }
  // The loop has given each name a client of its class.
  return clients as Clients;
}
