import type { DeploymentState, ServiceState } from "../state.ts";
import type { Lifecycle, Stage } from "./lifecycle.ts";

/** Who a revision is to a blue-green deployment; "other" ones were left over by a deployment that this one overtook. */
export type Part = "blue" | "green" | "other";

const beforeScaleUp: readonly (Stage | undefined)[] = [undefined, "RECONCILE_SERVICE", "PRE_SCALE_UP"];

/** How many tasks of a revision shall run: blue stays whole until CLEAN_UP, green until no traffic is left on it. */
export function wantedTasks(desired: number, part: Part, { stage, traffic, wayBack }: Lifecycle): number {
  if (part === "blue") return stage === "CLEAN_UP" && !wayBack ? 0 : desired;
  if (part === "other") return stage === undefined ? desired : 0;
  if (wayBack) return traffic.production === "green" || traffic.test === "green" ? desired : 0;
  return beforeScaleUp.includes(stage) ? 0 : desired;
}

/** The same of one of the service's deployments while traffic shifts; undefined while it does not. */
export function wantedOf(
  { shifting, desiredCount }: ServiceState,
  deployment: DeploymentState,
): number | undefined {
  if (!shifting) return undefined;
  const { lifecycle } = shifting;
  const part = deployment === shifting ? "green" : deployment === lifecycle.blue ? "blue" : "other";
  return wantedTasks(desiredCount, part, lifecycle);
}
