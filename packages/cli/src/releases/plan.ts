import { PlanDocument } from "@signalbox/core/release/plan-document";
import type { ReleaseRequest } from "@signalbox/core/release/request";
import { invoke } from "../cloud/invoke.ts";
import type { Cloud } from "../cloud/open.ts";
import type { Deployment } from "../cloud/platform.ts";
import { remedyFor } from "../failure.ts";
import { UserError } from "../user-error.ts";

/** Asks what a release would do now. Throws a UserError where nothing can be read. */
export async function planOf(
  cloud: Cloud,
  deployment: Deployment,
  request: ReleaseRequest,
): Promise<PlanDocument> {
  const invoked = await invoke(cloud, deployment, "plan", request);
  if ("answer" in invoked) return PlanDocument.parse(invoked.answer);
  const { errorType, errorMessage } = invoked.failure;
  throw new UserError(
    `nothing can be planned: ${errorType}`,
    errorMessage,
    remedyFor(errorType) ?? "the log of the function plan says more",
  );
}
