import type { Context } from "aws-lambda";
import type { World } from "../../world/world.ts";
import type { Environment, Environments } from "./environments.ts";
import type { InstalledFunction } from "./host.ts";
import { answered, type Outcome, threw, timedOut } from "./outcome.ts";

export interface Invocation {
  readonly requestId: string;
  readonly functionArn: string;
  /** JSON text. */
  readonly payload: string;
}

export interface Run extends Outcome {
  readonly durationMs: number;
  readonly initMs: number;
}

/** Runs one invocation in an environment of its own; never throws. The init phase does not count for the time-out. */
export async function run(
  world: World,
  fn: InstalledFunction,
  environments: Environments,
  invocation: Invocation,
): Promise<Run> {
  const { clock } = world;
  const environment = environments.acquire();
  let initMs = 0;
  try {
    const ready = await environments.init(environment);
    initMs = ready.initMs;
    const start = clock.now();
    const deadline = start + fn.timeoutSeconds * 1000;
    const call = async (): Promise<Outcome> =>
      // The event is a copy of the caller's, made by JSON as on the wire.
      answered(
        await ready.handler(
          JSON.parse(invocation.payload),
          contextOf(world, fn, environment, invocation, deadline),
        ),
      );
    const end = new AbortController();
    const late = clock.sleep(fn.timeoutSeconds * 1000, end.signal).then(() => undefined);
    // The loser of the race must not become an unhandled rejection: `late` by its abort, `done` by mapping what it threw.
    late.catch(() => undefined);
    const done = call().catch(threw);
    const outcome = await Promise.race([done, late]);
    end.abort();
    const durationMs = clock.now() - start;
    if (!outcome)
      // AWS kills the sandbox. Here the handler may go on in this process; nobody hears what it answers.
      return { ...timedOut(invocation.requestId, fn.timeoutSeconds), durationMs, initMs };
    environments.release(environment);
    return { ...outcome, durationMs, initMs };
  } catch (error) {
    return { ...threw(error), durationMs: 0, initMs };
  }
}

function contextOf(
  { clock }: World,
  fn: InstalledFunction,
  environment: Environment,
  invocation: Invocation,
  deadline: number,
): Context {
  const refused = (): never => {
    throw new Error("callbacks are not there since the Node 24 runtime: answer with a promise");
  };
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: fn.functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: invocation.functionArn,
    memoryLimitInMB: String(fn.memoryMb),
    awsRequestId: invocation.requestId,
    logGroupName: `/aws/lambda/${fn.functionName}`,
    logStreamName: environment.logStreamName,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - clock.now())),
    done: refused,
    fail: refused,
    succeed: refused,
  };
}
