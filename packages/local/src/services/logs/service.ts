import type { World } from "../../world/world.ts";
import { regional } from "../regional.ts";
import type { CallContext, Service } from "../service.ts";
import { describeStreams } from "./describe-streams.ts";
import { noGroup } from "./error.ts";
import { filterLogEvents } from "./filter-events.ts";
import { getLogEvents } from "./get-events.ts";
import type { LogGroup } from "./group.ts";
import { Groups } from "./groups.ts";
import { putLogEvents } from "./put-events.ts";
import { resourcePolicies } from "./resource-policies.ts";

interface Named {
  readonly logGroupName?: string | undefined;
  readonly logGroupIdentifier?: string | undefined;
  readonly logStreamName?: string | undefined;
}

/** CloudWatch Logs: groups, streams, events and filters, in bounded memory. No live tail, queries or metric filters. */
export function logs(world: World): Service<"logs"> {
  const groups = regional((region) => new Groups(world, region));
  const policies = regional(() => resourcePolicies(world.clock));
  const unsubscribe = world.logs.subscribe(({ region, group: name, stream: streamName, lines }) => {
    const now = world.clock.now();
    const group = groups(region).open(name);
    const stream = group.streams.get(streamName) ?? group.addStream(streamName, now);
    for (const line of lines) group.append(stream, now, line, now);
  });

  const nameOf = ({ logGroupName, logGroupIdentifier }: Named) => logGroupName ?? logGroupIdentifier;
  const onGroup = (input: Named, { region }: CallContext) => [groups(region).resource(nameOf(input))];
  const onStream = (input: Named, { region }: CallContext) => [
    groups(region).resource(nameOf(input), input.logStreamName),
  ];
  const byArn = ({ resourceArn = "*" }: { resourceArn?: string | undefined }) => [resourceArn];
  const tagged = (arn: string | undefined, region: string): LogGroup => {
    if (!arn?.startsWith("arn:")) throw noGroup();
    return groups(region).get(arn);
  };

  return {
    name: "logs",
    operations: {
      CreateLogGroup: (input, { region }) => groups(region).create(input),
      DeleteLogGroup: ({ logGroupName }, { region }) => groups(region).delete(logGroupName),
      DescribeLogGroups: (input, { region }) => groups(region).describe(input),
      PutRetentionPolicy: ({ logGroupName, retentionInDays = 0 }, { region }) =>
        groups(region).retain(logGroupName, retentionInDays),
      DeleteRetentionPolicy: ({ logGroupName }, { region }) => groups(region).retain(logGroupName, undefined),
      CreateLogStream: (input, { region }) => groups(region).createStream(input),
      DeleteLogStream: ({ logGroupName, logStreamName }, { region }) => {
        const { group, stream } = groups(region).stream(logGroupName, logStreamName);
        group.deleteStream(stream.name);
        return {};
      },
      DescribeLogStreams: (input, { region }) => describeStreams(groups(region).get(nameOf(input)), input),
      PutLogEvents: (input, { region }) =>
        putLogEvents(world, region, groups(region).stream(input.logGroupName, input.logStreamName), input),
      GetLogEvents: (input, { region }) =>
        getLogEvents(groups(region).stream(nameOf(input), input.logStreamName), input),
      FilterLogEvents: (input, { region }) => filterLogEvents(groups(region).get(nameOf(input)), input),
      PutResourcePolicy: (input, { region }) => policies(region).put(input),
      DescribeResourcePolicies: (input, { region }) => policies(region).describe(input),
      DeleteResourcePolicy: (input, { region }) => policies(region).delete(input),
      TagResource: ({ resourceArn, tags = {} }, { region }) => {
        const group = tagged(resourceArn, region);
        for (const [key, value] of Object.entries(tags)) group.tags.set(key, value);
        return {};
      },
      UntagResource: ({ resourceArn, tagKeys = [] }, { region }) => {
        const group = tagged(resourceArn, region);
        for (const key of tagKeys) group.tags.delete(key);
        return {};
      },
      ListTagsForResource: ({ resourceArn }, { region }) => ({
        tags: Object.fromEntries(tagged(resourceArn, region).tags),
      }),
    },
    resources: {
      CreateLogGroup: onGroup,
      DeleteLogGroup: onGroup,
      PutRetentionPolicy: onGroup,
      DeleteRetentionPolicy: onGroup,
      DescribeLogStreams: onGroup,
      FilterLogEvents: onGroup,
      CreateLogStream: onStream,
      DeleteLogStream: onStream,
      PutLogEvents: onStream,
      GetLogEvents: onStream,
      TagResource: byArn,
      UntagResource: byArn,
      ListTagsForResource: byArn,
    },
    stop: async () => unsubscribe(),
  };
}
