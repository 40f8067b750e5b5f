import type { Environment } from "../environment.ts";
import { note } from "../events.ts";
import { type DeploymentState, isLive, type ServiceState, type ShiftingState, tasksOf } from "../state.ts";
import { complete } from "../steady.ts";
import { openHooks } from "./hooks.ts";
import type { Stage } from "./lifecycle.ts";
import { shift } from "./shift.ts";

/** In order, https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-how-it-works.html */
const order: readonly Stage[] = [
  "RECONCILE_SERVICE",
  "PRE_SCALE_UP",
  "SCALE_UP",
  "POST_SCALE_UP",
  "TEST_TRAFFIC_SHIFT",
  "POST_TEST_TRAFFIC_SHIFT",
  "PRE_PRODUCTION_TRAFFIC_SHIFT",
  "PRODUCTION_TRAFFIC_SHIFT",
  "POST_PRODUCTION_TRAFFIC_SHIFT",
  "BAKE_TIME",
  "CLEAN_UP",
];

type Act = (
  environment: Environment,
  service: ServiceState,
  green: ShiftingState,
) => boolean | Promise<boolean>;

/** What a stage itself does at a look, and whether that is done; stages without one are there for their hooks. */
export const acts: Partial<Record<Stage, Act>> = {
  RECONCILE_SERVICE: (_, service, green) =>
    service.deployments.every(
      (deployment) =>
        deployment === green || deployment === green.lifecycle.blue || isGone(service, deployment),
    ),
  SCALE_UP: (_, service, green) => isWhole(service, green),
  TEST_TRAFFIC_SHIFT: (environment, service, green) => shift(environment, service, green, "test", "green"),
  // A task that failed since SCALE_UP is replaced first: traffic goes to a whole revision only.
  PRODUCTION_TRAFFIC_SHIFT: async (environment, service, green) =>
    (green.lifecycle.traffic.production === "green" || isWhole(service, green)) &&
    (await shift(environment, service, green, "production", "green")),
  BAKE_TIME: ({ world }, _, { lifecycle, settings }) => {
    const now = world.clock.now();
    lifecycle.bakesUntil ??= now + settings.bakeMinutes * 60_000;
    return now >= lifecycle.bakesUntil;
  },
  CLEAN_UP: (_, service, { lifecycle }) => !lifecycle.blue || isGone(service, lifecycle.blue),
};

export function enter(
  environment: Environment,
  service: ServiceState,
  green: ShiftingState,
  stage: Stage,
): void {
  green.lifecycle.stage = stage;
  green.lifecycle.enteredAt = environment.world.clock.now();
  green.updatedAt = new Date(environment.world.clock.now());
  note(environment, service, `(deployment ${green.id}) has entered ${stage}.`);
  openHooks(environment, service, green, stage);
}

/** To the next stage, or to the end. Without blue there is nothing to keep and nothing to clean up. */
export function leave(environment: Environment, service: ServiceState, green: ShiftingState): void {
  const { stage, blue } = green.lifecycle;
  if (stage === "RECONCILE_SERVICE")
    service.deployments = service.deployments.filter((one) => one === green || one === blue);
  const next = stage && order[order.indexOf(stage) + 1];
  if (next !== undefined && (blue || next !== "BAKE_TIME")) {
    enter(environment, service, green, next);
    return;
  }
  service.shifting = undefined;
  service.deployments = [green];
  complete(environment, service, green);
}

/** As many healthy tasks as the service wants. */
export const isWhole = (service: ServiceState, revision: DeploymentState): boolean =>
  tasksOf(service).filter((task) => task.deployment === revision && isLive(task) && task.healthy).length >=
  service.desiredCount;

/** Drained and stopped, to the last task. */
export const isGone = (service: ServiceState, revision: DeploymentState): boolean =>
  tasksOf(service).every(({ deployment, status }) => deployment !== revision || status === "STOPPED");
