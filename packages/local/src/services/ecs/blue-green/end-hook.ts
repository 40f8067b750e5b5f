import type { DeploymentLifecycleHookStatus } from "@aws-sdk/client-ecs";
import type { Environment } from "../environment.ts";
import { hookChanged } from "../events.ts";
import type { ServiceState, ShiftingState } from "../state.ts";
import type { HookState } from "./lifecycle.ts";

export const isOpen = ({ status }: HookState): boolean =>
  status === "AWAITING_ACTION" || status === "IN_PROGRESS";

export function endHook(
  environment: Environment,
  service: ServiceState,
  green: ShiftingState,
  hook: HookState,
  status: DeploymentLifecycleHookStatus,
  reason?: string,
): void {
  hook.status = status;
  hook.reason = reason;
  hookChanged(environment, service, green, hook);
}

/** The deployment waits for none of them any more. */
export function closeHooks(environment: Environment, service: ServiceState, green: ShiftingState): void {
  for (const hook of green.lifecycle.hooks.filter(isOpen))
    endHook(environment, service, green, hook, "FAILED");
}
