import { parseResource } from "../../../engine/integration.ts";
import { targetOf } from "./target.ts";

/** Why a Task's Resource cannot be used, or undefined where it can. Asked when a machine is created. */
export function refusedResource(arn: string): string | undefined {
  const resource = parseResource(arn);
  if (!resource)
    return `The resource provided ${arn} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`;
  if (resource.kind !== "service") return undefined;
  const { type, action, pattern } = resource;
  if (!targetOf(type, action)) return `the local cloud does not implement the integration ${type}:${action}`;
  // Only jobs can be waited for, and startExecution is the one job among what is here.
  const isJob = type === "states" && action === "startExecution";
  if ((pattern === "sync" || pattern === "sync:2") && !isJob)
    return `the local cloud does not implement the integration ${type}:${action}.${pattern}`;
  return undefined;
}

/** Express machines neither wait for jobs nor for answers. */
export function refusedInExpress(arn: string): string | undefined {
  const resource = parseResource(arn);
  if (resource?.kind === "activity") return "Express state machine does not support Activity ARN";
  if (resource?.kind !== "service" || resource.pattern === "request") return undefined;
  return `Express state machine does not support '.${resource.pattern}' service integration`;
}
