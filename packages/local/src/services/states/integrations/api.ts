import type { Data } from "../../../engine/data.ts";
import { dataOf } from "../../../engine/data.ts";
import { StatesError } from "../../../engine/error.ts";
import type { TaskRequest } from "../../../engine/integration.ts";
import { serviceOf } from "../../../wire/schema.ts";
import type { World } from "../../../world/world.ts";
import type { Principal } from "../../service.ts";
import { principalOf } from "./caller.ts";
import { sdkMetadata } from "./metadata.ts";
import { fromArguments, toResult } from "./shape.ts";
import type { Target } from "./target.ts";
import { operationOf } from "./target.ts";

/** `world.call` where only the run of a machine says which operation it is. */
type AnyCall = (
  service: string,
  operation: string,
  input: object,
  caller: { readonly region: string; readonly principal: Principal },
) => Promise<object>;

/** Any operation of a service, with arguments and result in PascalCase as Step Functions writes them. */
export async function callApi(
  world: World,
  region: string,
  target: Target,
  action: string,
  request: TaskRequest,
  requestId: string,
): Promise<Data> {
  const name = operationOf(action);
  const operation = serviceOf(target.service).operations.get(name);
  if (!operation) throw new StatesError("States.Runtime", `no operation ${target.service}:${name}`); // refused at creation
  const call = world.call as unknown as AnyCall; // the schema below, not the type, says what the operation takes
  const input = fromArguments(operation.input, request.arguments.value, `${target.service}:${name}`);
  const principal = principalOf(request.role, request.execution);
  const output = await call(target.service, name, input, { region, principal });
  const result = toResult(operation.output, output);
  const isPut = target.style === "v1" && target.service === "events";
  // PutEvents answers 200 even where entries failed; AWS fails the task then, and gives the whole answer as the cause.
  if (isPut && "FailedEntryCount" in output && Number(output.FailedEntryCount) > 0)
    throw new StatesError("EventBridge.FailedEntry", JSON.stringify(result));
  if (target.style === "v2") return dataOf(result);
  return dataOf({ ...result, ...sdkMetadata(world.clock, requestId, {}) });
}
