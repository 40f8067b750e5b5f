import type { Machine, TaskState } from "./asl.ts";
import type { Statement } from "./statement.ts";
import { statesOf } from "./workflow.ts";

/**
 * The policy of a machine's own role, from its Task states and nothing else. Throws an Error for an integration that it
 * does not know, since a guess would grant too much or too little.
 */
export function machineStatements(machine: Machine): Statement[] {
  const functions = new Set<string>();
  for (const { path, state } of statesOf(machine))
    if (state.Type === "Task") functions.add(functionOf(path, state));
  const resources = [...functions].toSorted();
  return resources.length > 0 ? [{ actions: ["lambda:InvokeFunction"], resources }] : [];
}

function functionOf(path: string, { Resource, Arguments }: TaskState<string>): string {
  if (!/^arn:aws:states:::lambda:invoke(\.waitForTaskToken)?$/.test(Resource))
    throw new Error(`state ${path}: it is not known which permissions ${Resource} needs`);
  const name =
    typeof Arguments === "object" && Arguments !== null && "FunctionName" in Arguments
      ? Arguments.FunctionName
      : undefined;
  if (typeof name !== "string" || name.startsWith("{%"))
    throw new Error(`state ${path}: a role can only name a function that the machine names, not ${name}`);
  return name;
}
