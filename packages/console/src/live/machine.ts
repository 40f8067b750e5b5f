import { workflows } from "./api.ts";

/** The state machine of a workflow in a region; undefined where the deployment has none. */
export const machineOf = (region: string, workflow: string): string | undefined =>
  workflows.value.find((one) => one.region === region && one.name === workflow)?.machineArn;

/** ARN of an execution of a state machine, by its name. */
export const executionArnOf = (machineArn: string, name: string): string =>
  `${machineArn.replace(":stateMachine:", ":execution:")}:${name}`;
