import type { DeploymentState, ShiftingState } from "../state.ts";

export const isShifting = (deployment: DeploymentState): deployment is ShiftingState =>
  deployment.lifecycle !== undefined;
