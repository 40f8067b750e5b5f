import type { World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import { regional } from "../regional.ts";
import { regionalMemory } from "../regional-memory.ts";
import type { CallContext, Service } from "../service.ts";
import { unsupported } from "../supported.ts";
import { addTags, removeTags, type Tags, tagList } from "../tags.ts";
import { announce } from "./announce.ts";
import { labelVersion, unlabelVersion } from "./labels.ts";
import { putParameter } from "./put.ts";
import {
  describeParameters,
  getParameter,
  getParameterHistory,
  getParameters,
  getParametersByPath,
} from "./read.ts";
import { Store } from "./store.ts";

interface Tagged {
  readonly ResourceType: string | undefined;
  readonly ResourceId: string | undefined;
}

/** Systems Manager: Parameter Store alone. Secure strings are kept as plain text in memory; there is no KMS here. */
export function ssm(shared: World): Service<"ssm"> {
  const world: World = { ...shared, random: shared.random.fork("ssm") };
  const store = regional((region) => new Store(world.account, region));
  /** Without a version or label behind the name. */
  const named = (name = "*", { region }: CallContext): string => {
    const plain = name.startsWith("arn:") ? name.split(":").slice(0, 6).join(":") : name.split(":")[0];
    return plain?.startsWith("arn:") ? plain : store(region).arnOf(plain ?? "");
  };
  const onName = ({ Name }: { Name?: string | undefined }, context: CallContext) => [named(Name, context)];
  const onNames = ({ Names = [] }: { Names?: string[] | undefined }, context: CallContext) =>
    Names.map((name) => named(name, context));
  const onTagged = ({ ResourceId }: Tagged, context: CallContext) => [named(ResourceId, context)];
  const tagsOf = (operation: string, { ResourceType, ResourceId }: Tagged, region: string): Tags => {
    if (ResourceType !== "Parameter") throw unsupported(operation, `the resource type ${ResourceType}`);
    const parameter = store(region).find(ResourceId ?? "");
    if (!parameter) throw new AwsError("InvalidResourceId", "The resource ID isn't valid.");
    return parameter.tags;
  };
  const remove = (name: string, region: string): boolean => {
    const deleted = store(region).delete(name);
    if (deleted) announce(world, region, "Delete", deleted);
    return deleted !== undefined;
  };

  return {
    name: "ssm",
    memory: regionalMemory(
      store,
      (state) => state.save(),
      (state, saved) => state.restore(saved),
    ),
    operations: {
      PutParameter: (input, context) => putParameter(world, store(context.region), input, context),
      GetParameter: (input, { region }) => getParameter(store(region), input),
      GetParameters: (input, { region }) => getParameters(store(region), input),
      GetParametersByPath: (input, { region }) => getParametersByPath(store(region), input),
      GetParameterHistory: (input, { region }) => getParameterHistory(store(region), input),
      DescribeParameters: (input, { region }) => describeParameters(store(region), input),
      LabelParameterVersion: (input, { region }) => labelVersion(world, region, store(region), input),
      UnlabelParameterVersion: (input, { region }) => unlabelVersion(store(region), input),
      DeleteParameter: ({ Name }, { region }) => {
        remove(store(region).get(Name).name, region);
        return {};
      },
      DeleteParameters: ({ Names = [] }, { region }) => {
        const DeletedParameters = Names.filter((name) => remove(name, region));
        const InvalidParameters = Names.filter((name) => !DeletedParameters.includes(name));
        return { DeletedParameters, InvalidParameters };
      },
      AddTagsToResource: (input, { region }) => {
        addTags(tagsOf("ssm:AddTagsToResource", input, region), input.Tags);
        return {};
      },
      RemoveTagsFromResource: (input, { region }) => {
        removeTags(tagsOf("ssm:RemoveTagsFromResource", input, region), input.TagKeys);
        return {};
      },
      ListTagsForResource: (input, { region }) => ({
        TagList: tagList(tagsOf("ssm:ListTagsForResource", input, region)),
      }),
    },
    resources: {
      PutParameter: onName,
      GetParameter: onName,
      GetParameters: onNames,
      GetParametersByPath: ({ Path }, context) => [named(Path, context)],
      GetParameterHistory: onName,
      LabelParameterVersion: onName,
      UnlabelParameterVersion: onName,
      DeleteParameter: onName,
      DeleteParameters: onNames,
      AddTagsToResource: onTagged,
      RemoveTagsFromResource: onTagged,
      ListTagsForResource: onTagged,
    },
  };
}
