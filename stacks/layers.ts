/// <reference path="../.sst/platform/config.d.ts" />
import type { DatabasePlacement } from "@signalbox/core/platform/backup-places";
import type { Routing } from "@signalbox/core/platform/failover-places";
import type { Side } from "@signalbox/core/platform/platform";

/** What each layer gives to those after it, in one region. */

type Text = $util.Output<string>;

export interface Network {
  readonly vpcId: Text;
  /** KMS key of the region. */
  readonly keyArn: Text;
  readonly publicSubnetIds: Text[];
  /** Tasks and Lambdas; they leave by the NAT. */
  readonly privateSubnetIds: Text[];
  /** Names of the availability zones, in the order of the subnets of each tier. */
  readonly zones: Text[];
  /** Database, proxy, cache, file system: no way to the internet. */
  readonly dataSubnetIds: Text[];
  /** Public addresses from which the private subnets' traffic reaches the internet, and the public load balancer. */
  readonly natAddresses: readonly Text[];
  readonly groups: SecurityGroups;
}

/** Ids of security groups, named by who is in them. Who may reach whom stands in stacks/security-groups alone. */
export interface SecurityGroups {
  /** The public load balancer. */
  readonly balancer: Text;
  readonly internalBalancer: Text;
  /** Tasks of all services but inference. */
  readonly tasks: Text;
  /** Services behind the internal load balancer. */
  readonly inference: Text;
  /** Tasks of the release pipeline: they alone reach the preview listener. */
  readonly pipeline: Text;
  readonly files: Text;
  readonly proxy: Text;
  readonly database: Text;
  readonly cache: Text;
  /** Lambdas in the VPC: content checks, rotation, looks into the cache. */
  readonly lambdas: Text;
}

export interface Identity {
  /** KMS key of the region: databases, buckets, secrets, logs, topics. */
  readonly keyArn: Text;
  /** ARNs in this region, replicas in the standbys. */
  readonly secrets: {
    readonly webui: Text;
    /** JSON with `username` and `password`: the user that tasks log in as. */
    readonly database: Text;
    /** The same of the master user. */
    readonly databaseAdmin: Text;
    /** The same of each user that the proxy lets in; none without a proxy. */
    readonly databaseUsers: readonly Text[];
    readonly client?: Text;
  };
  /** Cognito; absent when the configuration has no identity. */
  readonly login?: {
    readonly issuer: Text;
    /** Host of the login page; it has no discovery for logging out: `https://<host>/logout`. */
    readonly host: Text;
    readonly clientId: Text;
    readonly userPoolArn: Text;
  };
}

export interface Data {
  readonly clusterId: Text;
  readonly clusterArn: Text;
  /** Absent with one region. */
  readonly globalClusterId?: Text;
  /** ARNs of the parameters that say where tasks connect: the proxy's endpoint or the cluster's, and the bucket of files. */
  readonly connections: { readonly databaseHost: Text; readonly filesBucket?: Text };
  readonly databaseName: string;
  readonly databasePlacement: $util.Output<DatabasePlacement>;
  readonly cacheHost: Text;
  /** Secret with the whole `rediss://` URL, password included: REDIS_URL. */
  readonly cacheUrlSecretArn: Text;
  readonly files:
    | { readonly kind: "s3"; readonly bucket: Text; readonly bucketArn: Text }
    | {
        readonly kind: "efs";
        readonly fileSystemId: Text;
        readonly fileSystemArn: Text;
        readonly accessPointId: Text;
        readonly accessPointArn: Text;
      };
}

export interface Edge {
  readonly balancerArn: Text;
  /** `app/name/id`, as CloudWatch's dimension LoadBalancer has it. */
  readonly balancerDimension: Text;
  /** Listener on 443. */
  readonly listenerArn: Text;
  /** Listener on 8443, for the pipeline's tasks alone. */
  readonly previewListenerArn: Text;
  /** Rules of the listener on 443 that match nothing until somebody raises the maintenance page. */
  readonly maintenanceRuleArns: { readonly page: Text; readonly health: Text };
  readonly internal: {
    readonly balancerArn: Text;
    readonly balancerDimension: Text;
    readonly dnsName: Text;
  };
  /** ARC's switches, by which users are turned; absent where health checks do it. */
  readonly routing?: $util.Output<Routing>;
}

export interface Compute {
  readonly clusterArn: Text;
  readonly services: readonly ComputeService[];
}

/** One entry of the catalogue as it is deployed. */
export interface ComputeService {
  readonly name: string;
  /** The container that runs the group's image: it is named after the group, which is released as one. */
  readonly container: string;
  /** Names in the cluster; green only with canary. */
  readonly ecsServices: Readonly<Partial<Record<Side, string>> & { readonly blue: string }>;
  readonly taskRoleArn: Text;
  readonly executionRoleArn: Text;
  readonly logGroup: string;
  /** Names of alarms that turn a release back. */
  readonly alarms: readonly string[];
  /** Of services behind a load balancer; those on Service Connect have none. */
  readonly balancer?: {
    readonly dimension: Text;
    /** Whatever forwards users and other services to it; several where it has many paths. */
    readonly listenerRuleArns: readonly Text[];
    /** Take requests with the preview's cookie before those; none but of a canary that users reach. */
    readonly cookieRuleArns: readonly Text[];
    /** Of blue-green: what ECS shifts ahead. */
    readonly testRuleArn?: Text;
    /** Green only where there are two sides: with rolling there is but blue. */
    readonly targetGroups: Readonly<Partial<Record<Side, { readonly arn: Text; readonly dimension: Text }>>>;
  };
}

export interface Observability {
  readonly alarmTopicArn: Text;
  readonly reportTopicArn: Text;
}

export interface Backup {
  readonly vaultName: Text;
  readonly vaultArn: Text;
  /** What AWS Backup makes and copies points with; whoever starts such a job passes it. */
  readonly backupRoleArn: Text;
  readonly restoreRoleArn: Text;
  /** That the vault encrypts with. */
  readonly keyArn: Text;
  /** Bucket of manifests and looks, in this region. */
  readonly documents: Text;
  /** The other regions' vaults, with their keys and their buckets of manifests. */
  readonly copies: readonly {
    readonly region: string;
    readonly vaultArn: Text;
    readonly keyArn: Text;
    readonly documents: Text;
  }[];
  readonly databaseName: string;
  readonly databasePlacement: $util.Output<DatabasePlacement>;
  /** What is backed up: the cluster, and the bucket or the file system. */
  readonly clusterArn: Text;
  readonly filesArn: Text;
}
