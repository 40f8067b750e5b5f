import type { Operations } from "../service.ts";
import type { Functions } from "./functions.ts";

/** A function's tags; Lambda names the function by its ARN here. */
export function tagOperations(functions: Functions) {
  return {
    ListTags: ({ Resource }, { region }) => ({
      Tags: Object.fromEntries(functions.get(Resource, region).tags),
    }),
    TagResource: ({ Resource, Tags }, { region }) => {
      const { tags } = functions.get(Resource, region);
      for (const [key, value = ""] of Object.entries(Tags ?? {})) tags.set(key, value);
      return {};
    },
    UntagResource: ({ Resource, TagKeys }, { region }) => {
      const { tags } = functions.get(Resource, region);
      for (const key of TagKeys ?? []) tags.delete(key);
      return {};
    },
  } satisfies Operations<"lambda">;
}
