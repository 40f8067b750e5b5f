import type {
  DeploymentLifecycleHookStage,
  DeploymentLifecycleHookStatus,
  ServiceDeploymentLifecycleStage,
} from "@aws-sdk/client-ecs";
import type { LifecycleHook } from "../lifecycle-hooks.ts";
import type { DeploymentState } from "../state.ts";

/** The client's enumeration lacks PRE_PRODUCTION_TRAFFIC_SHIFT, which the member's own description has. */
export type Stage = ServiceDeploymentLifecycleStage | DeploymentLifecycleHookStage;

/** How far a blue-green deployment is, and what it has asked of the load balancer. */
export interface Lifecycle {
  /** undefined until its target groups are known. */
  stage: Stage | undefined;
  /** Since when; milliseconds since 1970. */
  enteredAt: number;
  /** The revision that serves, and to which there is a way back; none in a service's first deployment. */
  blue: DeploymentState | undefined;
  /** The target group that serves at the beginning, of each of the service's load balancers. */
  serving: readonly string[];
  /** Where each kind of traffic may be: green from before the rule's change on, blue again only after it. */
  readonly traffic: { production: Side; test: Side };
  /** All that were opened so far, the latest last. */
  readonly hooks: HookState[];
  /** Milliseconds since 1970, once the bake has begun. */
  bakesUntil: number | undefined;
  /** Once it goes back: whether blue had begun to go away by then, and how far it is. */
  wayBack: { readonly blueWasLeaving: boolean; stage: Stage | undefined } | undefined;
}

export type Side = "blue" | "green";

/** One hook at one stage of one deployment. */
export interface HookState {
  readonly id: string;
  readonly hook: LifecycleHook;
  readonly stage: Stage;
  status: DeploymentLifecycleHookStatus;
  /** Why it failed, where its function or AWS says so. */
  reason: string | undefined;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  /** When a Lambda function is asked again; milliseconds since 1970. */
  askAgainAt: number;
  /** What a Lambda function is told, and told itself for the next time. */
  details: Readonly<Record<string, unknown>>;
}

export const newLifecycle = (blue: DeploymentState | undefined): Lifecycle => ({
  stage: undefined,
  enteredAt: 0,
  blue,
  serving: [],
  traffic: { production: "blue", test: "blue" },
  hooks: [],
  bakesUntil: undefined,
  wayBack: undefined,
});
