/** One service on its way back to stable, as ECS tells it. */
export interface ReturningService {
  readonly stable: string;
  /** ARN that new tasks get. */
  readonly taskDefinition: string;
  /** The deployment that is under way; ECS has one at most. */
  readonly ongoing: { readonly taskDefinition: string; readonly status: string } | undefined;
  /** All that it wants runs, healthily, and nothing else does. */
  readonly steady: boolean;
}

/**
 * What brings a service back: a deployment under way is stopped, so that ECS goes back by itself; where none is, the service
 * is updated to stable's task definition; what goes back already is waited for.
 */
export type TurnBack = "stop" | "update" | "wait" | "there";

const stoppable = ["PENDING", "IN_PROGRESS"];

export function turnBackOf({ stable, taskDefinition, ongoing, steady }: ReturningService): TurnBack {
  if (ongoing)
    return ongoing.taskDefinition !== stable && stoppable.includes(ongoing.status) ? "stop" : "wait";
  if (taskDefinition !== stable) return "update";
  return steady ? "there" : "wait";
}
