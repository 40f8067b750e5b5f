import type { World } from "../../world/world.ts";
import { regional } from "../regional.ts";
import { regionalMemory } from "../regional-memory.ts";
import type { Service } from "../service.ts";
import { addTags, removeTags, tagList } from "../tags.ts";
import { publish, publishBatch } from "./publish.ts";
import { attributes, setAttribute } from "./subscription-attributes.ts";
import { listSubscriptions, subscribe } from "./subscriptions.ts";
import { attributesOf, Topics } from "./topics.ts";

/** SNS: standard topics, delivered to Lambda and SQS. Mail and web hooks can be subscribed and stay unconfirmed. */
export function sns(shared: World): Service<"sns"> {
  const world: World = { ...shared, random: shared.random.fork("sns") };
  const topics = regional((region) => new Topics(world.account, region));
  const onTopic = ({ TopicArn = "*" }: { TopicArn?: string | undefined }) => [TopicArn];
  const byArn = ({ ResourceArn = "*" }: { ResourceArn?: string | undefined }) => [ResourceArn];
  return {
    name: "sns",
    memory: regionalMemory(
      topics,
      (state) => state.save(),
      (state, saved) => state.restore(saved),
    ),
    operations: {
      CreateTopic: (input, { region }) => topics(region).create(input),
      DeleteTopic: ({ TopicArn }, { region }) => topics(region).delete(TopicArn),
      ListTopics: (input, { region }) => topics(region).list(input),
      GetTopicAttributes: ({ TopicArn }, { region }) =>
        attributesOf(topics(region).get(TopicArn), world.account),
      Subscribe: (input, { region }) => subscribe(world, topics(region).get(input.TopicArn), input),
      Unsubscribe: ({ SubscriptionArn }, { region }) => topics(region).unsubscribe(SubscriptionArn),
      GetSubscriptionAttributes: ({ SubscriptionArn }, { region }) =>
        attributes(topics(region).subscription(SubscriptionArn), world.account),
      SetSubscriptionAttributes: (input, { region }) =>
        setAttribute(topics(region).subscription(input.SubscriptionArn), input),
      ListSubscriptionsByTopic: (input, { region }) =>
        listSubscriptions(topics(region).get(input.TopicArn), world.account, input),
      Publish: (input, context) => publish(world, topics(context.region), input, context),
      PublishBatch: (input, context) => publishBatch(world, topics(context.region), input, context),
      TagResource: ({ ResourceArn, Tags }, { region }) => {
        addTags(topics(region).tags(ResourceArn), Tags);
        return {};
      },
      UntagResource: ({ ResourceArn, TagKeys }, { region }) => {
        removeTags(topics(region).tags(ResourceArn), TagKeys);
        return {};
      },
      ListTagsForResource: ({ ResourceArn }, { region }) => ({
        Tags: tagList(topics(region).tags(ResourceArn)),
      }),
    },
    resources: {
      TagResource: byArn,
      UntagResource: byArn,
      ListTagsForResource: byArn,
      CreateTopic: ({ Name = "*" }, { region }) => [topics(region).arnOf(Name)],
      DeleteTopic: onTopic,
      GetTopicAttributes: onTopic,
      Subscribe: onTopic,
      ListSubscriptionsByTopic: onTopic,
      Publish: ({ TopicArn, TargetArn }) => [TopicArn ?? TargetArn ?? "*"],
      PublishBatch: onTopic,
    },
  };
}
