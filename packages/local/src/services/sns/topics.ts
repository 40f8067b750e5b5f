import { AwsError } from "../error.ts";
import { page } from "../page.ts";
import type { Input, Output } from "../service.ts";
import { refuseUnsupported, unsupported } from "../supported.ts";
import { addTags, type Tags } from "../tags.ts";

export interface Subscription {
  readonly arn: string;
  readonly protocol: string;
  readonly endpoint: string;
  /** Of a person's protocol: nobody can confirm it here, so it is never delivered to. */
  readonly pending: boolean;
  /** To a queue: the message itself, without SNS's envelope. */
  readonly raw: boolean;
}

export interface Topic {
  readonly arn: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly subscriptions: Map<string, Subscription>;
  readonly tags: Tags;
}

/** AWS's page of topics and of subscriptions. */
export const pageSize = 100;

/** The topics of one region. */
export class Topics {
  readonly #prefix: string;
  readonly #topics = new Map<string, Topic>();

  constructor(account: string, region: string) {
    this.#prefix = `arn:aws:sns:${region}:${account}:`;
  }

  save(): readonly Topic[] {
    return [...this.#topics.values()];
  }

  restore(topics: readonly Topic[]): void {
    for (const topic of topics) this.#topics.set(topic.arn, topic);
  }

  arnOf(name: string): string {
    return this.#prefix + name;
  }

  get(arn: string | undefined): Topic {
    if (!arn?.startsWith("arn:aws:sns:")) throw invalid("TopicArn");
    const topic = this.#topics.get(arn);
    if (!topic) throw new AwsError("NotFoundException", "Topic does not exist");
    return topic;
  }

  subscription(arn: string | undefined): { topic: Topic; subscription: Subscription } {
    for (const topic of this.#topics.values()) {
      const subscription = topic.subscriptions.get(arn ?? "");
      if (subscription) return { topic, subscription };
    }
    throw new AwsError("NotFoundException", "Subscription does not exist");
  }

  /** Deleting a subscription that is not there succeeds, as on AWS. */
  unsubscribe(arn: string | undefined): object {
    for (const { subscriptions } of this.#topics.values()) subscriptions.delete(arn ?? "");
    return {};
  }

  tags(arn: string | undefined): Tags {
    const topic = this.#topics.get(arn ?? "");
    if (!topic) throw new AwsError("ResourceNotFoundException", "Resource does not exist");
    return topic.tags;
  }

  /** Answers the topic that is there already where the attributes are the same. */
  create(input: Input<"sns", "CreateTopic">): Output<"sns", "CreateTopic"> {
    const operation = "sns:CreateTopic";
    refuseUnsupported(operation, input, ["Name", "Attributes", "Tags"]);
    const { Name: name = "", Attributes: attributes = {} } = input;
    if (!/^[\w-]{1,256}$/.test(name)) throw invalid("Topic Name");
    for (const attribute of Object.keys(attributes))
      if (attribute !== "DisplayName") throw unsupported(operation, `the attribute ${attribute}`);
    const arn = this.arnOf(name);
    const there = this.#topics.get(arn);
    if (there && there.attributes.DisplayName !== attributes.DisplayName)
      throw new AwsError(
        "InvalidParameterException",
        "Invalid parameter: Attributes Reason: Topic already exists with different attributes",
      );
    const tags = addTags(new Map(), input.Tags);
    if (!there) this.#topics.set(arn, { arn, name, attributes, subscriptions: new Map(), tags });
    return { TopicArn: arn };
  }

  delete(arn: string | undefined): object {
    this.#topics.delete(arn ?? "");
    return {};
  }

  list({ NextToken }: Input<"sns", "ListTopics">): Output<"sns", "ListTopics"> {
    const { items, nextToken } = page([...this.#topics.keys()].sort(), NextToken, pageSize);
    return { Topics: items.map((TopicArn) => ({ TopicArn })), ...(nextToken && { NextToken: nextToken }) };
  }
}

/** What GetTopicAttributes answers of a topic. */
export function attributesOf(topic: Topic, account: string): Output<"sns", "GetTopicAttributes"> {
  const all = [...topic.subscriptions.values()];
  const pending = all.filter((subscription) => subscription.pending).length;
  return {
    Attributes: {
      TopicArn: topic.arn,
      Owner: account,
      DisplayName: topic.attributes.DisplayName ?? "",
      SubscriptionsConfirmed: `${all.length - pending}`,
      SubscriptionsPending: `${pending}`,
      SubscriptionsDeleted: "0",
    },
  };
}

export function invalid(parameter: string): AwsError {
  return new AwsError("InvalidParameterException", `Invalid parameter: ${parameter}`);
}
