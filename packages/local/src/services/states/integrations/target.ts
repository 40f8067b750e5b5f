import type { ServiceName } from "../../modules.ts";
import { modules } from "../../modules.ts";

/** A service as Step Functions calls it, and how it names that service's errors. */
export interface Target {
  readonly service: ServiceName;
  /** Before the dot of an error's name: `DynamoDb.ResourceNotFoundException`. */
  readonly prefix: string;
  /** What an error that the service does not model is called, after the dot. */
  readonly base: string;
  /** The name in a cause's "(Service: …". */
  readonly title: string;
  readonly style: "v1" | "v2";
}

const v2 = (service: ServiceName, prefix: string): Target => ({
  service,
  prefix,
  base: `${prefix}Exception`,
  title: prefix,
  style: "v2",
});

/**
 * aws-sdk integrations by the name in their ARN: the client names of the AWS SDK for Java 2, which also name the errors
 * (DynamoDb, not DynamoDB): https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html
 */
const sdk: Readonly<Record<string, Target>> = {
  applicationautoscaling: v2("application-autoscaling", "ApplicationAutoScaling"),
  cloudwatch: v2("monitoring", "CloudWatch"),
  cloudwatchlogs: v2("logs", "CloudWatchLogs"),
  dynamodb: v2("dynamodb", "DynamoDb"),
  ecr: v2("ecr", "Ecr"),
  ecs: v2("ecs", "Ecs"),
  elasticloadbalancingv2: v2("elasticloadbalancing", "ElasticLoadBalancingV2"),
  eventbridge: v2("events", "EventBridge"),
  lambda: v2("lambda", "Lambda"),
  sfn: v2("states", "Sfn"),
  secretsmanager: v2("secretsmanager", "SecretsManager"),
  sns: v2("sns", "Sns"),
  sqs: v2("sqs", "Sqs"),
  ssm: v2("ssm", "Ssm"),
  sts: v2("sts", "Sts"),
};

const v1 = (service: ServiceName, prefix: string, title: string, base: string): Target => ({
  service,
  prefix,
  base,
  title,
  style: "v1",
});

/** Executions that machines start. */
export const started: Target = v1("states", "StepFunctions", "AWSStepFunctions", "AWSStepFunctionsException");

/** Optimised integrations use the SDK for Java 1 and its names. The actions are those that AWS optimises. */
const optimised: Readonly<Record<string, Target & { readonly actions: readonly string[] }>> = {
  dynamodb: {
    ...v1("dynamodb", "DynamoDB", "AmazonDynamoDBv2", "AmazonDynamoDBException"),
    actions: ["getItem", "putItem", "updateItem", "deleteItem"],
  },
  events: {
    ...v1("events", "EventBridge", "AmazonCloudWatchEvents", "AmazonEventBridgeException"),
    actions: ["putEvents"],
  },
  lambda: { ...v1("lambda", "Lambda", "AWSLambda", "AWSLambdaException"), actions: ["invoke"] },
  sns: { ...v1("sns", "SNS", "AmazonSNS", "AmazonSNSException"), actions: ["publish"] },
  sqs: { ...v1("sqs", "SQS", "AmazonSQS", "AmazonSQSException"), actions: ["sendMessage"] },
  states: { ...started, actions: ["startExecution"] },
};

/** The target of a task's type and action, or undefined where the local cloud has none. */
export function targetOf(type: string, action: string): Target | undefined {
  const name = type.startsWith("aws-sdk:") ? type.slice("aws-sdk:".length) : undefined;
  const target = name === undefined ? optimised[type] : sdk[name];
  if (!target) return undefined;
  if ("actions" in target && Array.isArray(target.actions) && !target.actions.includes(action))
    return undefined;
  return Object.hasOwn(modules[target.service], `${operationOf(action)}Command`) ? target : undefined;
}

/** `describeServices` in an ARN is the operation DescribeServices. */
export const operationOf = (action: string): string => action.charAt(0).toUpperCase() + action.slice(1);

/** The target of Lambda's old form, a function's own ARN. */
export const functionTarget: Target = v1("lambda", "Lambda", "AWSLambda", "AWSLambdaException");
