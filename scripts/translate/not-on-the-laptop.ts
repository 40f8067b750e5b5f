/** Whole modules of Pulumi's provider whose service the local cloud does not speak. */
export const modules: Readonly<Record<string, string>> = {
  acm: "there are no certificates",
  autoscaling: "there are no instances",
  amp: "nothing collects metrics but CloudWatch",
  cloudfront: "traffic goes to the load balancer",
  cloudtrail: "the local cloud keeps its own log of calls",
  cognito: "doubles ask for no login",
  ec2: "there is no network: every address is this machine's",
  elasticache: "each region has a double of Redis, whose address is put into the cache's secret",
  fis: "the local cloud has faults of its own",
  grafana: "the console shows what there is",
  servicediscovery: "doubles do not call one another",
  synthetics: "the laptop's own traffic asks the application",
  vpc: "there is no network: every address is this machine's",
  wafv2: "traffic comes from this machine alone",
};

/** Types of services that the local cloud speaks, but not of this. */
export const types: Readonly<Record<string, string>> = {
  "aws:appautoscaling/policy:Policy": "nothing scales by itself: doubles use no CPU",
  "aws:appautoscaling/scheduledAction:ScheduledAction": "nothing scales by itself, at night neither",
  "aws:backup/plan:Plan":
    "the local cloud has no plans: Signalbox's own backups run, AWS's baseline does not",
  "aws:backup/selection:Selection": "the local cloud has no plans",
  "aws:cloudwatch/dashboard:Dashboard": "the console shows what there is",
  "aws:cloudwatch/logDelivery:LogDelivery": "CloudFront writes no logs here",
  "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination": "CloudFront writes no logs here",
  "aws:cloudwatch/logDeliverySource:LogDeliverySource": "CloudFront writes no logs here",
  "aws:cloudwatch/logMetricFilter:LogMetricFilter": "the local cloud has no metric filters",
  "aws:cloudwatch/logResourcePolicy:LogResourcePolicy": "the local cloud asks no resource's policy",
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": "images are kept until they are deleted",
  "aws:ecs/capacityProvider:CapacityProvider": "tasks are Fargate's own; there are no instances",
  "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders": "tasks are Fargate's own; there is no Spot",
  "aws:efs/fileSystemPolicy:FileSystemPolicy": "the local cloud asks no resource's policy",
  "aws:efs/mountTarget:MountTarget": "there is no network: the files lie on this machine",
  "aws:efs/replicationConfiguration:ReplicationConfiguration": "the local cloud replicates no file systems",
  "aws:iam/instanceProfile:InstanceProfile": "there are no instances",
  "aws:iam/policy:Policy": "it is part of the roles that it is attached to",
  "aws:iam/rolePolicy:RolePolicy": "it is part of its role",
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "it is part of its role",
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig":
    "the local cloud retries as Lambda does by default",
  "aws:lambda/permission:Permission": "the local cloud lets AWS's services call any function",
  "aws:rds/clusterParameterGroup:ClusterParameterGroup": "the laptop's PostgreSQL has settings of its own",
  "aws:rds/proxyDefaultTargetGroup:ProxyDefaultTargetGroup": "there is no proxy",
  "aws:rds/proxyTarget:ProxyTarget": "there is no proxy",
  "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration":
    "objects are kept until they are deleted",
  "aws:s3/bucketNotification:BucketNotification": "buckets tell of nothing",
  "aws:s3/bucketOwnershipControls:BucketOwnershipControls": "there is one account",
  "aws:s3/bucketPolicy:BucketPolicy": "the local cloud asks no resource's policy",
  "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock": "nothing but this machine reaches it",
  "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration":
    "nothing is encrypted",
  "aws:sns/topicPolicy:TopicPolicy": "the local cloud asks no resource's policy",
  "aws:sqs/queuePolicy:QueuePolicy": "the local cloud asks no resource's policy",
};

/** Why a type of resource has no counterpart on the laptop; undefined for one that must be translated. */
export function whyNot(type: string): string | undefined {
  // SST's own components and Pulumi's providers create nothing themselves.
  if (!type.startsWith("aws:")) return "no resource of AWS's";
  const module = type.split(":")[1]?.split("/")[0] ?? "";
  return types[type] ?? modules[module];
}
