import * as applicationAutoscaling from "@aws-sdk/client-application-auto-scaling";
import * as backup from "@aws-sdk/client-backup";
import * as cloudwatch from "@aws-sdk/client-cloudwatch";
import * as logs from "@aws-sdk/client-cloudwatch-logs";
import * as dynamodb from "@aws-sdk/client-dynamodb";
import * as ecr from "@aws-sdk/client-ecr";
import * as ecs from "@aws-sdk/client-ecs";
import * as elasticfilesystem from "@aws-sdk/client-efs";
import * as elasticloadbalancing from "@aws-sdk/client-elastic-load-balancing-v2";
import * as events from "@aws-sdk/client-eventbridge";
import * as kms from "@aws-sdk/client-kms";
import * as lambda from "@aws-sdk/client-lambda";
import * as rds from "@aws-sdk/client-rds";
import * as route53 from "@aws-sdk/client-route-53";
import * as route53RecoveryCluster from "@aws-sdk/client-route53-recovery-cluster";
import * as s3 from "@aws-sdk/client-s3";
import * as scheduler from "@aws-sdk/client-scheduler";
import * as secretsmanager from "@aws-sdk/client-secrets-manager";
import * as states from "@aws-sdk/client-sfn";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import * as ssm from "@aws-sdk/client-ssm";
import * as sts from "@aws-sdk/client-sts";

/** The services that the local cloud speaks, by the name that signatures and IAM policies use for them. */
export const modules = {
  "application-autoscaling": applicationAutoscaling,
  backup,
  dynamodb,
  ecr,
  ecs,
  elasticfilesystem,
  elasticloadbalancing,
  events,
  kms,
  lambda,
  logs,
  monitoring: cloudwatch,
  rds,
  route53,
  "route53-recovery-cluster": route53RecoveryCluster,
  s3,
  scheduler,
  secretsmanager,
  sns,
  sqs,
  ssm,
  states,
  sts,
} as const;

export type Modules = typeof modules;
export type ServiceName = keyof Modules;
