import { Uint8ArrayBlobAdapter } from "@smithy/core/serde";
import type { World } from "../../world/world.ts";
import { page } from "../page.ts";
import type { CallContext, Input, Output, Service } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { configurationOf } from "./configuration.ts";
import { type Deployed, Functions } from "./functions.ts";
import type { LambdaHost } from "./host.ts";
import { payloadOf } from "./payload.ts";
import { runQueued } from "./queue.ts";
import { logTail, reportMetrics } from "./report.ts";
import { type Run, run } from "./run.ts";

/** Lambda: functions that run in this process, one invocation at a time in each of their environments. */
export function lambda(world: World): Service<"lambda"> & LambdaHost {
  const functions = new Functions(world);
  const stopped = new AbortController();

  const attempt = async (deployed: Deployed, requestId: string, payload: string): Promise<Run> => {
    const { fn, environments, arn: functionArn } = deployed;
    const done = await run(world, fn, environments, { requestId, functionArn, payload });
    reportMetrics(world, fn, done);
    return done;
  };

  const invoke = async (
    input: Input<"lambda", "Invoke">,
    { region, requestId }: CallContext,
  ): Promise<Output<"lambda", "Invoke">> => {
    refuseUnsupported("lambda:Invoke", input, [
      "FunctionName",
      "InvocationType",
      "LogType",
      "Payload",
      "Qualifier",
    ]);
    const deployed = functions.get(input.FunctionName, input.Qualifier, region);
    const type = input.InvocationType ?? "RequestResponse";
    if (type === "DryRun") return { StatusCode: 204 };
    const payload = payloadOf(input.Payload, type);
    if (type === "Event") {
      world.background(`lambda ${deployed.arn}`, () =>
        runQueued(world.clock, stopped.signal, () => attempt(deployed, requestId, payload)),
      );
      return { StatusCode: 202 };
    }
    const done = await attempt(deployed, requestId, payload);
    return {
      StatusCode: 200,
      ExecutedVersion: "$LATEST",
      Payload: Uint8ArrayBlobAdapter.fromString(done.payload),
      ...(done.functionError && { FunctionError: done.functionError }),
      ...(input.LogType === "Tail" && { LogResult: logTail(requestId, deployed.fn, done) }),
    };
  };

  const named = (
    input: { FunctionName: string | undefined; Qualifier?: string | undefined },
    { region }: CallContext,
  ) => [functions.resource(input.FunctionName, input.Qualifier, region)];

  return {
    name: "lambda",
    operations: {
      Invoke: invoke,
      GetFunction: ({ FunctionName, Qualifier }, { region }) => ({
        Configuration: configurationOf(functions.get(FunctionName, Qualifier, region)),
      }),
      GetFunctionConfiguration: ({ FunctionName, Qualifier }, { region }) =>
        configurationOf(functions.get(FunctionName, Qualifier, region)),
      ListFunctions: (input, { region }) => {
        refuseUnsupported("lambda:ListFunctions", input, ["Marker", "MaxItems"]);
        const { items, nextToken } = page(functions.list(region), input.Marker, input.MaxItems ?? 50);
        return { Functions: items.map(configurationOf), ...(nextToken && { NextMarker: nextToken }) };
      },
    },
    resources: { Invoke: named, GetFunction: named, GetFunctionConfiguration: named },
    install: (fn) => functions.install(fn),
    stop: async () => stopped.abort(new DOMException("the local cloud stops", "AbortError")),
  };
}
