import { InvokeCommand } from "@aws-sdk/client-lambda";
import type { Cloud } from "../cloud/open.ts";
import { lambdaFailure, remedyFor } from "../failure.ts";
import { UserError } from "../user-error.ts";

export interface PersonsDecision {
  /** Name of the execution. */
  readonly release: string;
  readonly action: "abort" | "promote";
  readonly reason: string;
  readonly by: string;
}

/** Hands a person's decision to the release. Throws a UserError when it can have no effect. */
export async function decide({ lambda }: Cloud, decision: PersonsDecision): Promise<void> {
  const { FunctionError, Payload } = await lambda.send(
    new InvokeCommand({ FunctionName: "signalbox-decide", Payload: JSON.stringify(decision) }),
  );
  if (FunctionError === undefined) return;
  const text = Payload?.transformToString() ?? "";
  const failure = lambdaFailure(text);
  throw new UserError(
    `${decision.release} was not told to ${decision.action}: ${failure?.errorType ?? FunctionError}`,
    failure?.errorMessage ?? text,
    remedyFor(failure?.errorType ?? "") ?? `signalbox show ${decision.release} says how it stands`,
  );
}
