import type { Environment } from "../environment.ts";
import { failDeployment } from "../failed-deployment.ts";
import type { ServiceState, ShiftingState } from "../state.ts";
import { tendHooks } from "./hooks.ts";
import { isOverdue } from "./overdue.ts";
import { prepare } from "./prepare.ts";
import { Misfit, Refusal } from "./rules.ts";
import { acts, enter, leave } from "./stages.ts";
import { goBack } from "./way-back.ts";

/** One look at a service's blue-green deployment, which brings it on by one stage at most. Safe to repeat after any error. */
export async function advance(environment: Environment, service: ServiceState): Promise<void> {
  const { shifting: green } = service;
  if (!green) return;
  try {
    await (green.lifecycle.wayBack ? goBack : goOn)(environment, service, green);
  } catch (error) {
    const why = reasonOf(error, green);
    if (why === undefined) throw error;
    if (service.shifting === green)
      failDeployment(environment, service, green, {
        by: "ECS deployment failed",
        why,
        statusReason: why,
        // On the way back already: there is nowhere else to go.
        rollback: green.lifecycle.wayBack === undefined,
      });
  }
}

async function goOn(environment: Environment, service: ServiceState, green: ShiftingState): Promise<void> {
  const { lifecycle } = green;
  if (lifecycle.stage === undefined) {
    const first = await prepare(environment, service, green);
    if (service.shifting === green) enter(environment, service, green, first);
    return;
  }
  const hooks = tendHooks(environment, service, green);
  if (typeof hooks === "object") throw new Misfit(hooks.failed);
  const isDone = (await acts[lifecycle.stage]?.(environment, service, green)) ?? true;
  if (service.shifting !== green) return;
  if (isDone && hooks === "passed") leave(environment, service, green);
  else if (!isDone && isOverdue(lifecycle, environment.world.clock.now()))
    // The sentence is ours.
    throw new Misfit(`Service deployment rolled back because ${lifecycle.stage} took more than 24 hours.`);
}

/** AWS's words, https://docs.aws.amazon.com/AmazonECS/latest/developerguide/troubleshooting-blue-green.html */
function reasonOf(error: unknown, { lifecycle, loadBalancers }: ShiftingState): string | undefined {
  if (error instanceof Misfit) return error.message;
  if (!(error instanceof Refusal)) return undefined;
  const role = loadBalancers[0]?.advancedConfiguration?.roleArn;
  return lifecycle.stage === undefined
    ? `Service deployment rolled back because of invalid networking configuration. ECS was unable to manage the ELB resources due to missing permissions on ECS Infrastructure Role '${role}'.`
    : `Service deployment rolled back because ${lifecycle.stage} lifecycle hook(s) failed. ${error.message}`;
}
