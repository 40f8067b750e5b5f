/// <reference path="../.sst/platform/config.d.ts" />
import type { Scope } from "./scope";

export interface TopicArgs {
  readonly name: string;
  readonly keyArn: $util.Input<string>;
  /** Services that publish for this account; with none the topic keeps SNS's own policy, by which its roles may. */
  readonly services: readonly string[];
  readonly emails: readonly string[];
  readonly deadLettersArn: $util.Input<string>;
}

/** An encrypted topic, and the people who read it; each of them has to confirm once. */
export function topic(
  scope: Scope,
  id: string,
  { name, keyArn, services, emails, deadLettersArn }: TopicArgs,
) {
  const made = new aws.sns.Topic(scope.id(id), { name, kmsMasterKeyId: keyArn }, scope.options());
  if (services.length > 0)
    new aws.sns.TopicPolicy(
      scope.id(`${id}Policy`),
      {
        arn: made.arn,
        policy: $jsonStringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { Service: services },
              Action: "sns:Publish",
              Resource: made.arn,
              Condition: { StringEquals: { "aws:SourceAccount": scope.account } },
            },
          ],
        }),
      },
      scope.options(),
    );
  for (const [index, endpoint] of emails.entries())
    new aws.sns.TopicSubscription(
      scope.id(`${id}Email${index + 1}`),
      {
        topic: made.arn,
        protocol: "email",
        endpoint,
        redrivePolicy: $jsonStringify({ deadLetterTargetArn: deadLettersArn }),
      },
      scope.options(),
    );
  return made;
}
