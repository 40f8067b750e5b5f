import type { World } from "../../world/world.ts";
import type { Version } from "./deployed.ts";
import type { LambdaFunction } from "./function.ts";
import type { Run } from "./run.ts";

/** What Lambda reports of one invocation to CloudWatch. Nothing throttles here, and AWS reports that as 0. */
export function reportMetrics({ metrics }: World, fn: LambdaFunction, run: Run): void {
  const values = [
    ["Invocations", 1, "Count"],
    ["Errors", run.functionError ? 1 : 0, "Count"],
    ["Throttles", 0, "Count"],
    ["Duration", run.durationMs, "Milliseconds"],
  ] as const;
  for (const [metric, value, unit] of values)
    metrics.publish({
      region: fn.region,
      namespace: "AWS/Lambda",
      metric,
      dimensions: { FunctionName: fn.functionName },
      value,
      unit,
    });
}

/** Lambda answers no more than the last 4 KB of a log. */
const maxTailBytes = 4096;

/**
 * The log of one invocation, which `LogType: Tail` returns: the platform's own lines, and what a function in a process
 * of its own wrote. One that runs in this process writes to its own logger.
 */
export function logTail(requestId: string, { fn, version }: Version, run: Run): string {
  const { durationMs, initMs } = run;
  const init = initMs > 0 ? `\tInit Duration: ${initMs.toFixed(2)} ms` : "";
  const lines = [
    `START RequestId: ${requestId} Version: ${version}`,
    ...(run.log ?? []),
    `END RequestId: ${requestId}`,
    `REPORT RequestId: ${requestId}\tDuration: ${durationMs.toFixed(2)} ms\tBilled Duration: ${Math.ceil(durationMs + initMs)} ms\tMemory Size: ${fn.memoryMb} MB${init}`,
  ];
  return Buffer.from(`${lines.join("\n")}\n`)
    .subarray(-maxTailBytes)
    .toString("base64");
}
