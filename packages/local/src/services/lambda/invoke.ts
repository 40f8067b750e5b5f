import { Uint8ArrayBlobAdapter } from "@smithy/core/serde";
import type { World } from "../../world/world.ts";
import type { CallContext, Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import type { Version } from "./deployed.ts";
import type { Functions } from "./functions.ts";
import type { LambdaHazards } from "./hazards.ts";
import { payloadOf } from "./payload.ts";
import { runQueued } from "./queue.ts";
import { logTail, reportLog, reportMetrics } from "./report.ts";
import { type Run, run } from "./run.ts";

/** The Invoke operation: synchronous, queued (Event) or checked alone (DryRun). Retries of events end with `stopped`. */
export function invoker(world: World, functions: Functions, stopped: AbortSignal, hazards: LambdaHazards) {
  const attempt = async (
    version: Version,
    functionArn: string,
    requestId: string,
    payload: string,
  ): Promise<Run> => {
    const { fn, environments } = version;
    const invocation = { requestId, functionArn, version: version.version, payload };
    const done = await run(world, hazards, fn, environments, invocation);
    reportMetrics(world, fn, done);
    reportLog(world, requestId, version, done);
    return done;
  };

  return async (
    input: Input<"lambda", "Invoke">,
    { region, requestId }: CallContext,
  ): Promise<Output<"lambda", "Invoke">> => {
    const { FunctionName, Qualifier } = input;
    refuseUnsupported("lambda:Invoke", input, [
      "FunctionName",
      "InvocationType",
      "LogType",
      "Payload",
      "Qualifier",
    ]);
    const { deployed, version: named } = functions.version(FunctionName, Qualifier, region);
    if (deployed.pending) deployed.insistSettled();
    const version = named === deployed.latest ? deployed.serving : named;
    const arn = functions.resource(FunctionName, Qualifier, region);
    const type = input.InvocationType ?? "RequestResponse";
    if (type === "DryRun") return { StatusCode: 204 };
    const payload = payloadOf(input.Payload, type);
    if (type === "Event") {
      world.background(`lambda ${arn}`, () =>
        runQueued(world.clock, stopped, () => attempt(version, arn, requestId, payload)),
      );
      return { StatusCode: 202 };
    }
    const done = await attempt(version, arn, requestId, payload);
    return {
      StatusCode: 200,
      ExecutedVersion: version.version,
      Payload: Uint8ArrayBlobAdapter.fromString(done.payload),
      ...(done.functionError && { FunctionError: done.functionError }),
      ...(input.LogType === "Tail" && { LogResult: logTail(requestId, version, done) }),
    };
  };
}
