import { InvokeCommand } from "@aws-sdk/client-lambda";
import { namesOf } from "@signalbox/core/platform/names";
import { type LambdaFailure, lambdaFailure } from "../failure.ts";
import type { Cloud } from "./open.ts";
import type { Deployment } from "./platform.ts";

/** What a function of the platform answers, or how it failed. */
export type Invoked = { readonly answer: unknown } | { readonly failure: LambdaFailure };

/** Invokes a function of the platform by its name in the registry, and waits for its answer. */
export async function invoke(
  { lambda }: Cloud,
  deployment: Deployment,
  name: string,
  request: object,
): Promise<Invoked> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({
      FunctionName: namesOf(deployment).deployed(name),
      Payload: JSON.stringify(request),
    }),
  );
  const text = Payload?.transformToString() ?? "";
  if (FunctionError === undefined) return { answer: JSON.parse(text) };
  return { failure: lambdaFailure(text) ?? { errorType: FunctionError, errorMessage: text } };
}
