import { ResourceNotFoundException } from "@aws-sdk/client-lambda";
import { remedyFor } from "../failure.ts";
import { UserError } from "../user-error.ts";
import { invoke } from "./invoke.ts";
import type { Cloud } from "./open.ts";
import type { Deployment } from "./platform.ts";

export interface Deciding {
  /** Name of the function in the registry. */
  readonly decider: string;
  readonly decision: { readonly action: string };
  /** What the decision is about. */
  readonly about: string;
  /** What to do where no error table knows more. */
  readonly otherwise: string;
}

/** Hands a person's decision to the function that takes it. Throws a UserError where it can have no effect. */
export async function invokeDecider(
  cloud: Cloud,
  deployment: Deployment,
  { decider, decision, about, otherwise }: Deciding,
): Promise<unknown> {
  const invoked = await invoke(cloud, deployment, decider, decision).catch((error: unknown) => {
    if (!(error instanceof ResourceNotFoundException)) throw error;
    throw new UserError(
      `the deployment of ${deployment.stage} in ${deployment.region} has no function ${decider}`,
      "it was deployed before there was one; nothing was done",
      "deploy the stage as it is now (docs/deploy.md)",
    );
  });
  if ("answer" in invoked) return invoked.answer;
  const { errorType, errorMessage } = invoked.failure;
  throw new UserError(
    `${about} was not told to ${decision.action}: ${errorType}`,
    errorMessage,
    remedyFor(errorType) ?? otherwise,
  );
}
