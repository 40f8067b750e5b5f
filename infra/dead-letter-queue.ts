/// <reference path="../.sst/platform/config.d.ts" />
import { alarm, alarmTopicArn } from "./alarm";
import { pascalCase, type Scope } from "./scope";

export interface DeadLetterQueueArgs {
  /** What the letters were for, in a sentence's middle: `the rule that starts a release`. */
  readonly of: string;
  readonly keyArn: $util.Input<string>;
  /** Those that put letters in by their own name, such as `events.amazonaws.com`; Lambda and Scheduler do it by a role. */
  readonly services: readonly string[];
}

/** A queue for what could not be delivered, kept for 14 days, and an alarm as soon as one letter is in it. */
export function deadLetterQueue(scope: Scope, thing: string, { of, keyArn, services }: DeadLetterQueueArgs) {
  const { account, names, region } = scope;
  const id = `${pascalCase(thing)}DeadLetters`;
  const name = names.deadLetters(thing);
  const sourcesOf = (service: string) =>
    $interpolate`arn:aws:${service.split(".")[0] ?? service}:${region.region}:${account}:*`;
  const queue = new aws.sqs.Queue(
    scope.id(id),
    {
      name,
      kmsMasterKeyId: keyArn,
      messageRetentionSeconds: 1_209_600,
    },
    scope.options(),
  );
  new aws.sqs.QueuePolicy(
    scope.id(`${id}Policy`),
    {
      queueUrl: queue.url,
      policy: $jsonStringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: services },
            Action: "sqs:SendMessage",
            Resource: queue.arn,
            // EventBridge is documented to pass this and not the account,
            // https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html
            Condition: { ArnLike: { "aws:SourceArn": services.map(sourcesOf) } },
          },
        ],
      }),
    },
    scope.options(),
  );
  alarm(scope, `${id}Alarm`, {
    thing: `${thing}-dead-letters`,
    description: `Something of ${of} was not delivered. Read the queue ${name}, mend the target, then redrive it or purge it.`,
    namespace: "AWS/SQS",
    metricName: "ApproximateNumberOfMessagesVisible",
    dimensions: { QueueName: name },
    statistic: "Maximum",
    period: 300,
    evaluationPeriods: 1,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    // An empty queue that nobody uses stops reporting after six hours.
    missing: "notBreaching",
    topicArn: alarmTopicArn(scope),
  });
  return queue;
}
