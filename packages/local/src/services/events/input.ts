import type { Target } from "@aws-sdk/client-eventbridge";
import { AwsError } from "../error.ts";
import { jsonPath } from "./json-path.ts";
import { type Transform, transformer } from "./transformer.ts";

/** What a target is given: the event, a part of it, a constant, or what a transformer makes of it. */
export function inputOf({ Id = "", Input, InputPath, InputTransformer }: Target): Transform {
  if ([Input, InputPath, InputTransformer].filter((given) => given !== undefined).length > 1)
    throw new AwsError(
      "ValidationException",
      `Only one of Input, InputPath, or InputTransformer must be provided for target ${Id}.`,
    );
  if (InputTransformer) return transformer(Id, InputTransformer);
  if (Input !== undefined) return () => Input;
  if (InputPath === undefined) return (event) => JSON.stringify(event);
  const pick = jsonPath(InputPath);
  if (!pick)
    throw new AwsError(
      "ValidationException",
      `Invalid InputPath for target ${Id}: ${InputPath} is not a path that EventBridge supports.`,
    );
  return (event) => JSON.stringify(pick(event) ?? null);
}
