import type { DeploymentLimits } from "./deployment-configuration.ts";

/** A task that shall run, as the plan sees it. */
export interface PlannedTask {
  /** Belongs to the newest deployment. */
  readonly primary: boolean;
  /** Running and, behind a load balancer, healthy there. */
  readonly healthy: boolean;
  /** Unhealthy past the grace period. */
  readonly failing: boolean;
  /** Neither scale-in nor a deployment stops it. */
  readonly protected: boolean;
}

export interface Plan<T> {
  /** How many tasks of the primary deployment to start. */
  readonly start: number;
  readonly surplus: readonly T[];
  readonly failing: readonly T[];
  readonly replaced: readonly T[];
}

/**
 * What to start and to stop so that `desired` healthy tasks of the primary deployment run, with never more tasks than
 * maximumPercent allows and, while old ones are replaced, never fewer healthy ones than minimumHealthyPercent asks.
 * Tasks come in the order in which they were started.
 */
export function plan<T extends PlannedTask>(
  desired: number,
  limits: DeploymentLimits,
  tasks: readonly T[],
): Plan<T> {
  const most = Math.floor((desired * limits.maximumPercent) / 100);
  const least = Math.ceil((desired * limits.minimumHealthyPercent) / 100);
  const current = tasks.filter(({ primary, failing }) => primary && !failing);
  // Scale-in takes what serves least: first what is not healthy yet, then the latest.
  const worth = (task: T): number => (task.protected ? 2 : task.healthy ? 1 : 0);
  const byWorth = current.toSorted((a, b) => worth(b) - worth(a));
  const kept = byWorth.filter((task, index) => index < desired || task.protected);
  const surplus = byWorth.slice(desired).filter((task) => !task.protected);
  const keptHealthy = kept.filter(({ healthy }) => healthy).length;

  const old = tasks.filter(({ primary }) => !primary);
  const oldHealthy = old.filter(({ healthy }) => healthy);
  const spare = Math.max(0, keptHealthy + oldHealthy.length - least);
  const free = (task: T): boolean => !task.protected;
  const replaced = [
    ...old.filter(({ healthy }) => !healthy).filter(free),
    ...oldHealthy.filter(free).slice(0, spare),
  ];

  // A failing task goes once its replacement serves, or sooner where there is no room to start the replacement.
  const broken = tasks.filter(({ primary, failing }) => primary && failing);
  const wanted = Math.max(0, desired - kept.length);
  const left = kept.length + broken.length + old.length - replaced.length;
  const failing = keptHealthy >= desired ? broken : broken.slice(0, Math.max(0, left + wanted - most));
  const room = Math.max(0, most - (left - failing.length));
  return { start: Math.min(wanted, room), surplus, failing, replaced };
}
