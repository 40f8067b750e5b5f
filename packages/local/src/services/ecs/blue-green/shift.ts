import type { Environment } from "../environment.ts";
import type { ServiceState, ShiftingState } from "../state.ts";
import type { Side } from "./lifecycle.ts";
import { point, type Traffic } from "./rules.ts";

/** Sends one kind of traffic, all of it, to one side. True once all rules say so. */
export async function shift(
  environment: Environment,
  service: ServiceState,
  green: ShiftingState,
  traffic: Traffic,
  to: Side,
): Promise<true> {
  const { lifecycle } = green;
  // Before the calls: one whose answer is lost may have moved the traffic.
  if (to === "green") lifecycle.traffic[traffic] = "green";
  for (const [index, balancer] of service.loadBalancers.entries()) {
    const group = to === "green" ? green.loadBalancers[index]?.targetGroupArn : lifecycle.serving[index];
    if (group !== undefined) await point(environment, service, balancer, traffic, group);
  }
  lifecycle.traffic[traffic] = to;
  return true;
}
