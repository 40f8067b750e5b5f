import type { QueueAttributeName } from "@aws-sdk/client-sqs";
import { AwsError } from "../error.ts";
import { unsupported } from "../supported.ts";

export type Attributes = Readonly<Partial<Record<QueueAttributeName, string>>>;

interface Span {
  readonly least: number;
  readonly most: number;
  readonly usual: number;
}

/** Seconds, and bytes; https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html */
const spans = {
  DelaySeconds: { least: 0, most: 900, usual: 0 },
  MaximumMessageSize: { least: 1024, most: 1_048_576, usual: 1_048_576 },
  MessageRetentionPeriod: { least: 60, most: 1_209_600, usual: 345_600 },
  ReceiveMessageWaitTimeSeconds: { least: 0, most: 20, usual: 0 },
  VisibilityTimeout: { least: 0, most: 43_200, usual: 30 },
} as const satisfies Record<string, Span>;

type Spanned = keyof typeof spans;

/** Of a queue that was made without any. */
export const usualAttributes: Attributes = {
  ...Object.fromEntries(Object.entries(spans).map(([name, { usual }]) => [name, `${usual}`])),
  SqsManagedSseEnabled: "true",
};

/** Kept and answered as they came. A queue's Policy is not asked: AWS's own services may always send here. */
const kept: readonly string[] = ["Policy", "SqsManagedSseEnabled"];

export interface Redrive {
  readonly deadLetterTargetArn: string;
  readonly maxReceiveCount: number;
}

/** Checks attributes as CreateQueue and SetQueueAttributes do. An empty policy takes the policy away. */
export function checkAttributes(operation: string, given: Attributes): void {
  for (const [name, value = ""] of Object.entries(given)) {
    if (isSpanned(name)) checkSpan(name, value);
    else if (name === "RedrivePolicy") redriveOf(value);
    else if (name === "FifoQueue") throw unsupported(operation, "FIFO queues (FifoQueue)");
    else if (name in refusedAttributes) throw unsupported(operation, `the attribute ${name}`);
    else if (!kept.includes(name)) throw new AwsError("InvalidAttributeName", `Unknown Attribute ${name}.`);
  }
}

const refusedAttributes = {
  ContentBasedDeduplication: "",
  DeduplicationScope: "",
  FifoThroughputLimit: "",
  KmsDataKeyReusePeriodSeconds: "",
  KmsMasterKeyId: "",
  RedriveAllowPolicy: "",
};

/** Seconds or bytes of an attribute that every queue has. */
export function amount(attributes: Attributes, name: Spanned): number {
  return Number(attributes[name] ?? spans[name].usual);
}

export function redriveOf(policy: string | undefined): Redrive | undefined {
  if (!policy) return undefined;
  const { deadLetterTargetArn, maxReceiveCount } = parsed(policy);
  const count = Number(maxReceiveCount);
  if (typeof deadLetterTargetArn !== "string" || !Number.isInteger(count) || count < 1 || count > 1000)
    throw invalidAttribute(policy, "RedrivePolicy");
  return { deadLetterTargetArn, maxReceiveCount: count };
}

function parsed(policy: string): { deadLetterTargetArn?: unknown; maxReceiveCount?: unknown } {
  try {
    return { ...JSON.parse(policy) };
  } catch {
    throw invalidAttribute(policy, "RedrivePolicy");
  }
}

const isSpanned = (name: string): name is Spanned => Object.hasOwn(spans, name);

function checkSpan(name: Spanned, value: string): void {
  const { least, most } = spans[name];
  if (!/^\d+$/.test(value) || Number(value) < least || Number(value) > most)
    throw invalidAttribute(value, name);
}

function invalidAttribute(value: string, name: string): AwsError {
  return new AwsError("InvalidAttributeValue", `Invalid value for the parameter ${name}: ${value}.`);
}
