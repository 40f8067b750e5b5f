import { invoke } from "../cloud/invoke.ts";
import type { Cloud } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";
import { remedyFor } from "../failure.ts";
import { UserError } from "../user-error.ts";
import type { Until } from "./until.ts";

export interface FreezeWords {
  /** Absent: all groups. */
  readonly group?: string;
  readonly reason: string;
  readonly by: string;
}

/** Asks the platform to freeze or to thaw, and answers what it answers. Throws a UserError when it refuses. */
export async function askFreeze(
  cloud: Cloud,
  deployment: Deployment,
  request: FreezeWords & ({ readonly action: "freeze"; readonly until: Until } | { readonly action: "thaw" }),
): Promise<unknown> {
  const invoked = await invoke(cloud, deployment, "freeze", request);
  if ("answer" in invoked) return invoked.answer;
  const { errorType, errorMessage } = invoked.failure;
  throw new UserError(
    `the platform does not ${request.action}: ${errorType}`,
    errorMessage,
    remedyFor(errorType) ?? `signalbox ${request.action} --help shows examples`,
  );
}
