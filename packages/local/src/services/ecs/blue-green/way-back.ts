import type { Environment } from "../environment.ts";
import type { ServiceState, ShiftingState } from "../state.ts";
import { complete } from "../steady.ts";
import { tendHooks } from "./hooks.ts";
import type { Stage } from "./lifecycle.ts";
import { shift } from "./shift.ts";
import { enter, isGone, isWhole } from "./stages.ts";

/**
 * One look at a deployment that returns to blue: production traffic first, then test traffic, then green goes away. Its
 * stage says which of the three is going on; hooks of the two shifts are asked again, and not waited for.
 */
export async function goBack(
  environment: Environment,
  service: ServiceState,
  green: ShiftingState,
): Promise<void> {
  const { traffic, blue, wayBack } = green.lifecycle;
  if (!blue || !wayBack) return;
  if (traffic.production === "green") {
    enterBack(environment, service, green, "PRODUCTION_TRAFFIC_SHIFT");
    // Blue is whole unless it had begun to go away: then it first comes back.
    if (!wayBack.blueWasLeaving || isWhole(service, blue))
      await shift(environment, service, green, "production", "blue");
  } else if (traffic.test === "green") {
    enterBack(environment, service, green, "TEST_TRAFFIC_SHIFT");
    await shift(environment, service, green, "test", "blue");
  } else if (isGone(service, green)) {
    service.shifting = undefined;
    service.deployments = [blue];
    complete(environment, service, blue);
  } else enterBack(environment, service, green, "CLEAN_UP");
}

function enterBack(
  environment: Environment,
  service: ServiceState,
  green: ShiftingState,
  stage: Stage,
): void {
  const { wayBack } = green.lifecycle;
  if (wayBack && wayBack.stage !== stage) {
    wayBack.stage = stage;
    enter(environment, service, green, stage);
  }
  tendHooks(environment, service, green);
}
