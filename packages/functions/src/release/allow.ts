import { anywhere, on, type Permission } from "@signalbox/core/workflow/allow";

export const readLedger = on("ledgerTable", "dynamodb:GetItem", "dynamodb:Query");
export const writeLedger = on("ledgerTable", "dynamodb:PutItem", "dynamodb:UpdateItem");
export const readRule = anywhere("elasticloadbalancing:DescribeRules");
export const readService = on("service", "ecs:DescribeServices");
export const writeService = on("service", "ecs:UpdateService");
export const readDeployments: readonly Permission[] = [
  on(
    "service",
    "ecs:ListServiceDeployments",
    "ecs:DescribeServiceDeployments",
    "ecs:DescribeServiceRevisions",
  ),
  on("serviceDeployment", "ecs:DescribeServiceDeployments"),
  on("serviceRevision", "ecs:DescribeServiceRevisions"),
];
/** IAM asks for both the deployment and its service. */
export const stopDeployment: readonly Permission[] = [
  on("service", "ecs:StopServiceDeployment"),
  on("serviceDeployment", "ecs:StopServiceDeployment"),
];
export const readHealth = anywhere("elasticloadbalancing:DescribeTargetHealth");
export const readMetrics = anywhere("cloudwatch:GetMetricData");
/** Of Amazon Managed Service for Prometheus; any other Prometheus asks for no rights in IAM. */
export const readPrometheus = on("prometheusWorkspace", "aps:QueryMetrics");
export const readAlarms = on("alarm", "cloudwatch:DescribeAlarms");
export const readExecution = on("stateMachine", "states:DescribeExecution");
export const readTaskDefinition = anywhere("ecs:DescribeTaskDefinition");
export const readScaling = anywhere("application-autoscaling:DescribeScalableTargets");
export const writeScaling = on("scalableTarget", "application-autoscaling:RegisterScalableTarget");

/** What `checkpoint` calls. */
export const checkpointAllows: readonly Permission[] = [readLedger, readAlarms];
/** What `journal` and the run's phase call. */
export const journalAllows: readonly Permission[] = [writeLedger];
