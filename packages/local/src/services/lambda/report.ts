import type { World } from "../../world/world.ts";
import type { InstalledFunction } from "./host.ts";
import type { Run } from "./run.ts";

/** What Lambda reports of one invocation to CloudWatch. Nothing throttles here, and AWS reports that as 0. */
export function reportMetrics({ metrics }: World, fn: InstalledFunction, run: Run): void {
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

/** The platform's own lines of an invocation's log, which `LogType: Tail` returns; the handler's go to its logger. */
export function logTail(requestId: string, fn: InstalledFunction, { durationMs, initMs }: Run): string {
  const init = initMs > 0 ? `\tInit Duration: ${initMs.toFixed(2)} ms` : "";
  const lines = [
    `START RequestId: ${requestId} Version: $LATEST`,
    `END RequestId: ${requestId}`,
    `REPORT RequestId: ${requestId}\tDuration: ${durationMs.toFixed(2)} ms\tBilled Duration: ${Math.ceil(durationMs + initMs)} ms\tMemory Size: ${fn.memoryMb} MB${init}`,
  ];
  return Buffer.from(`${lines.join("\n")}\n`).toString("base64");
}
