import { abortReason } from "@signalbox/core/abort-reason";
import type { Context } from "aws-lambda";
import { running } from "../../world/links.ts";
import type { World } from "../../world/world.ts";
import type { Environment, Environments } from "./environments.ts";
import type { LambdaFunction } from "./function.ts";
import type { LambdaHazards } from "./hazards.ts";
import { exited, threw, timedOut } from "./outcome.ts";
import { InitFailure } from "./sandbox/process.ts";
import type { SandboxOutcome } from "./sandbox/sandbox.ts";

export interface Invocation {
  readonly requestId: string;
  readonly functionArn: string;
  /** `$LATEST` or a number. */
  readonly version: string;
  /** JSON text. */
  readonly payload: string;
}

export interface Run extends SandboxOutcome {
  readonly durationMs: number;
  readonly initMs: number;
  readonly logStreamName: string;
}

/** Runs one invocation in an environment of its own; never throws. The init phase does not count for the time-out. */
export async function run(
  world: World,
  hazards: LambdaHazards,
  fn: LambdaFunction,
  environments: Environments,
  invocation: Invocation,
): Promise<Run> {
  const { clock } = world;
  const environment = environments.acquire();
  const { logStreamName } = environment;
  let initMs = 0;
  try {
    await running(world.links, fn.region);
    const ready = await environments.init(environment);
    initMs = ready.initMs;
    const { sandbox } = ready;
    const start = clock.now();
    const left = (): number => Math.max(0, Math.round(fn.timeoutSeconds * 1000 - (clock.now() - start)));
    const end = new AbortController();
    const late = clock.sleep(fn.timeoutSeconds * 1000, end.signal).then(() => undefined);
    // The loser of the race must not become an unhandled rejection.
    late.catch(() => undefined);
    const crashed = Promise.withResolvers<SandboxOutcome>();
    const over = hazards.began(fn.functionName, () =>
      crashed.resolve({ ...exited(invocation.requestId), ended: true }),
    );
    const done = sandbox.invoke(invocation.payload, contextOf(fn, environment, invocation, left));
    const outcome = await Promise.race([done, late, crashed.promise]);
    over();
    end.abort(abortReason);
    const durationMs = clock.now() - start;
    if (outcome && !outcome.ended) environments.release(environment);
    else environments.drop(environment);
    return {
      ...(outcome ?? timedOut(invocation.requestId, fn.timeoutSeconds)),
      durationMs,
      initMs,
      logStreamName,
    };
  } catch (error) {
    environments.drop(environment);
    return {
      ...(error instanceof InitFailure ? error.outcome : threw(error)),
      durationMs: 0,
      initMs,
      logStreamName,
    };
  }
}

function contextOf(
  fn: LambdaFunction,
  environment: Environment,
  invocation: Invocation,
  left: () => number,
): Context {
  const refused = (): never => {
    throw new Error("callbacks are not there since the Node 24 runtime: answer with a promise");
  };
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: fn.functionName,
    functionVersion: invocation.version,
    invokedFunctionArn: invocation.functionArn,
    memoryLimitInMB: String(fn.memoryMb),
    awsRequestId: invocation.requestId,
    logGroupName: `/aws/lambda/${fn.functionName}`,
    logStreamName: environment.logStreamName,
    getRemainingTimeInMillis: left,
    done: refused,
    fail: refused,
    succeed: refused,
  };
}
