import type { Data } from "../../../engine/data.ts";
import { StatesError } from "../../../engine/error.ts";
import type { Integrations, TaskRequest } from "../../../engine/integration.ts";
import { running, runs } from "../../../world/links.ts";
import type { Random } from "../../../world/random.ts";
import type { World } from "../../../world/world.ts";
import type { Activities } from "../activities.ts";
import { callApi } from "./api.ts";
import { failureOf } from "./failure.ts";
import { invoke, invokeFunction } from "./lambda.ts";
import { childResult, startExecution } from "./start-execution.ts";
import type { Target } from "./target.ts";
import { functionTarget, started, targetOf } from "./target.ts";

/** Carries tasks to the services of the world, in the machine's region and as the machine's role. */
export function integrations(
  world: World,
  region: string,
  random: Random,
  activities: Activities,
  ended: (executionArn: string) => Promise<unknown>,
): Integrations {
  const call = async (request: TaskRequest): Promise<Data> => {
    const { resource } = request;
    if (!runs(world.links, region)) {
      await running(world.links, region);
      // Its state may have timed out meanwhile.
      request.signal.throwIfAborted();
    }
    if (resource.kind === "activity") return await activities.offer(resource.arn, request);
    const requestId = random.uuid();
    if (resource.kind === "function")
      return await named(functionTarget, requestId, invokeFunction(world, region, resource.arn, request));
    const { type, action } = resource;
    const target = targetOf(type, action);
    if (!target) throw new StatesError("States.Runtime", `no integration ${type}:${action}`); // refused at creation
    if (type === "lambda") return await named(target, requestId, invoke(world, region, request, requestId));
    if (type === "states")
      return await named(target, requestId, startExecution(world, region, request, requestId));
    return await named(target, requestId, callApi(world, region, target, action, request, requestId));
  };
  return {
    call,
    refuse: (resource) =>
      resource.kind === "activity" && !activities.has(resource.arn)
        ? `The activity ${resource.arn} does not exist.`
        : undefined,
    completion: (request, submitted) =>
      named(started, random.uuid(), childResult(world, region, request, submitted, ended)),
  };
}

/** Gives a service's error the name that machines know. */
async function named(target: Target, requestId: string, work: Promise<Data>): Promise<Data> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof StatesError ? error : failureOf(error, target, requestId);
  }
}
