import type { ServiceName } from "../services/modules.ts";

/** Prefixes of IAM that differ from the name that signatures carry. */
const prefixes: Partial<Record<ServiceName, string>> = { monitoring: "cloudwatch" };

/**
 * Operations that IAM knows by another name, or checks as several actions; all others are `prefix:Operation`.
 * Sources: the "API operation" notes of the Service Authorization Reference for each service.
 */
const renamed: { readonly [operation: string]: string } = {
  "dynamodb:TransactGetItems": "dynamodb:GetItem",
  "lambda:Invoke": "lambda:InvokeFunction",
  "lambda:InvokeWithResponseStream": "lambda:InvokeFunction",
  "s3:DeleteBucketReplication": "s3:PutReplicationConfiguration",
  "s3:DeleteObjects": "s3:DeleteObject",
  "s3:GetBucketReplication": "s3:GetReplicationConfiguration",
  "s3:HeadBucket": "s3:ListBucket",
  "s3:HeadObject": "s3:GetObject",
  "s3:ListBuckets": "s3:ListAllMyBuckets",
  "s3:ListObjectVersions": "s3:ListBucketVersions",
  "s3:ListObjectsV2": "s3:ListBucket",
  "s3:PutBucketReplication": "s3:PutReplicationConfiguration",
  "sns:PublishBatch": "sns:Publish",
  "sqs:ChangeMessageVisibilityBatch": "sqs:ChangeMessageVisibility",
  "sqs:DeleteMessageBatch": "sqs:DeleteMessage",
  "sqs:SendMessageBatch": "sqs:SendMessage",
};

/** The IAM action that an operation needs, such as `elasticloadbalancing:ModifyRule`. */
export function iamAction(service: ServiceName, operation: string): string {
  const ofService = actions.get(service) ?? new Map<string, string>();
  actions.set(service, ofService);
  const known = ofService.get(operation);
  if (known !== undefined) return known;
  const action = renamed[`${service}:${operation}`] ?? `${prefixes[service] ?? service}:${operation}`;
  ofService.set(operation, action);
  return action;
}

/** Those that were asked for: every call of a role asks. */
const actions = new Map<ServiceName, Map<string, string>>();

/** What DynamoDB checks for each member of a transaction, by the member's name. */
export const transactActions = {
  ConditionCheck: "dynamodb:ConditionCheckItem",
  Delete: "dynamodb:DeleteItem",
  Put: "dynamodb:PutItem",
  Update: "dynamodb:UpdateItem",
} as const;
