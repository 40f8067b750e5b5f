import type { InfraPromise } from "../promise.ts";
import { valueIn, wrong } from "../view/resources.ts";

/** AWS's limits on names that we choose: where the name is, and what it must look like. */
const limits: Readonly<Record<string, readonly [key: string, shape: RegExp]>> = {
  "aws:iam/role:Role": ["name", /^[\w+=,.@-]{1,64}$/],
  "aws:iam/policy:Policy": ["name", /^[\w+=,.@-]{1,128}$/],
  "aws:lb/loadBalancer:LoadBalancer": [
    "name",
    /^(?!internal-)[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,30}[a-zA-Z0-9])?$/,
  ],
  "aws:lb/targetGroup:TargetGroup": ["name", /^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,30}[a-zA-Z0-9])?$/],
  "aws:lambda/function:Function": ["name", /^[a-zA-Z0-9_-]{1,64}$/],
  "aws:sfn/stateMachine:StateMachine": ["name", /^[a-zA-Z0-9_-]{1,80}$/],
  "aws:s3/bucket:Bucket": ["bucket", /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/],
  "aws:dynamodb/table:Table": ["name", /^[a-zA-Z0-9_.-]{3,255}$/],
  "aws:sqs/queue:Queue": ["name", /^[a-zA-Z0-9_-]{1,80}$/],
  "aws:sns/topic:Topic": ["name", /^[a-zA-Z0-9_-]{1,256}$/],
  "aws:cloudwatch/eventRule:EventRule": ["name", /^[.\-_A-Za-z0-9]{1,64}$/],
  "aws:scheduler/schedule:Schedule": ["name", /^[0-9a-zA-Z-_.]{1,64}$/],
  "aws:cloudwatch/metricAlarm:MetricAlarm": ["name", /^.{1,255}$/],
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": ["alarmName", /^.{1,255}$/],
  "aws:cloudwatch/logGroup:LogGroup": ["name", /^[.\-_/#A-Za-z0-9]{1,512}$/],
  "aws:rds/cluster:Cluster": ["clusterIdentifier", /^[a-z](?:-?[a-z0-9]){0,62}$/],
  "aws:rds/clusterInstance:ClusterInstance": ["identifier", /^[a-z](?:-?[a-z0-9]){0,62}$/],
  "aws:rds/globalCluster:GlobalCluster": ["globalClusterIdentifier", /^[a-z](?:-?[a-z0-9]){0,62}$/],
  "aws:rds/proxy:Proxy": ["name", /^[a-z](?:-?[a-z0-9]){0,62}$/i],
  "aws:elasticache/replicationGroup:ReplicationGroup": ["replicationGroupId", /^[a-z](?:-?[a-z0-9]){0,39}$/],
  "aws:backup/vault:Vault": ["name", /^[a-zA-Z0-9_-]{2,50}$/],
  "aws:ecr/repository:Repository": [
    "name",
    /^(?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*$/,
  ],
  "aws:ecs/cluster:Cluster": ["name", /^[a-zA-Z0-9_-]{1,255}$/],
  "aws:ecs/service:Service": ["name", /^[a-zA-Z0-9_-]{1,255}$/],
  "aws:ecs/taskDefinition:TaskDefinition": ["family", /^[a-zA-Z0-9_-]{1,255}$/],
  "aws:wafv2/webAcl:WebAcl": ["name", /^[\w-]{1,128}$/],
  "aws:secretsmanager/secret:Secret": ["name", /^[\w/+=.@-]{1,512}$/],
  "aws:ssm/parameter:Parameter": ["name", /^\/[\w./-]{1,1010}$/],
  "aws:kms/alias:Alias": ["name", /^alias\/(?!aws\/)[\w/-]{1,250}$/],
  "aws:synthetics/canary:Canary": ["name", /^[0-9a-z_-]{1,255}$/],
  "aws:cloudwatch/dashboard:Dashboard": ["dashboardName", /^[\w-]{1,255}$/],
};

export const nameLimits: InfraPromise = {
  name: "every name keeps to AWS's limits of length and characters",
  check: ({ resources }) =>
    resources.flatMap((one) => {
      const [key, shape] = limits[one.type] ?? [];
      if (key === undefined || shape === undefined) return [];
      const name = String(valueIn(one, key) ?? "");
      // A secret's name that ends like a suffix of AWS's own makes its ARN ambiguous.
      // https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html
      const ambiguous = one.type.endsWith(":Secret") && /-[a-zA-Z0-9]{6}$/.test(name);
      return shape.test(name) && !ambiguous
        ? []
        : [wrong(one, `is named "${name}", which AWS refuses or muddles up`)];
    }),
};
