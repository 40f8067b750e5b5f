import type { Environment } from "../environment.ts";
import { groupsOf } from "../load-balancers.ts";
import type { ServiceState, ShiftingState } from "../state.ts";
import type { Stage } from "./lifecycle.ts";
import { servingGroup } from "./rules.ts";
import { shift } from "./shift.ts";

/**
 * Learns from the production rules which revision is blue, and gives green the target groups that serve nobody: also in a
 * service's first deployment, https://github.com/go-to-k/cdk-real-drift/issues/1730. Answers the first stage.
 */
export async function prepare(
  environment: Environment,
  service: ServiceState,
  green: ShiftingState,
): Promise<Stage> {
  const { lifecycle } = green;
  green.status = "IN_PROGRESS";
  const serving: string[] = [];
  for (const balancer of service.loadBalancers)
    serving.push(await servingGroup(environment, service, balancer));
  green.loadBalancers = service.loadBalancers.map((balancer) => ({
    ...balancer,
    targetGroupArn: groupsOf(balancer).find((arn) => !serving.includes(arn)),
  }));
  const others = service.deployments.filter((deployment) => deployment !== green);
  lifecycle.blue =
    others.find(({ loadBalancers }) =>
      loadBalancers.some(({ targetGroupArn = "" }) => serving.includes(targetGroupArn)),
    ) ?? lifecycle.blue;
  lifecycle.serving = serving;
  if (others.length <= 1) return "PRE_SCALE_UP";
  // What is left of a deployment that was overtaken goes away, also from under the test rule.
  await shift(environment, service, green, "test", "blue");
  return "RECONCILE_SERVICE";
}
