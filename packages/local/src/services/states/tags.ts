import type { Tag } from "@aws-sdk/client-sfn";
import { AwsError } from "../error.ts";
import type { Input } from "../service.ts";
import { addTags, removeTags, type Tags, tagList } from "../tags.ts";
import { machineOf } from "./aliases.ts";
import type { Machines } from "./machines.ts";

/** Step Functions writes the members of a tag small. */
export const toTags = (tags: readonly Tag[] = []) =>
  tags.map(({ key, value }) => ({ Key: key, Value: value ?? "" }));

/** The tags of machines; activities have none here. */
export function tagging(machines: Machines) {
  const tagsOf = (arn: string | undefined): Tags => {
    const found = machines.all().find(({ current }) => current.arn === machineOf(arn));
    if (!found) throw new AwsError("ResourceNotFound", `Resource not found: '${arn}'`);
    return found.tags;
  };
  return {
    tag: ({ resourceArn, tags }: Input<"states", "TagResource">): object => {
      addTags(tagsOf(resourceArn), toTags(tags));
      return {};
    },
    untag: ({ resourceArn, tagKeys }: Input<"states", "UntagResource">): object => {
      removeTags(tagsOf(resourceArn), tagKeys);
      return {};
    },
    list: ({ resourceArn }: Input<"states", "ListTagsForResource">) => ({
      tags: tagList(tagsOf(resourceArn)).map(({ Key, Value }) => ({ key: Key, value: Value })),
    }),
  };
}
