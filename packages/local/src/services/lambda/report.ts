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

/** What `LogType: Tail` returns of one invocation's log. */
export function logTail(requestId: string, version: Version, run: Run): string {
  return Buffer.from(`${logLines(requestId, version, run).join("\n")}\n`)
    .subarray(-maxTailBytes)
    .toString("base64");
}

/** Gives one invocation's log to CloudWatch Logs, in the group and stream that the context named to the function. */
export function reportLog({ logs }: World, requestId: string, version: Version, run: Run): void {
  const { region, functionName } = version.fn;
  const lines = logLines(requestId, version, run);
  logs.publish({ region, group: `/aws/lambda/${functionName}`, stream: run.logStreamName, lines });
}

/** The platform's own lines, and between them what the function wrote. */
function logLines(requestId: string, { fn, version }: Version, run: Run): readonly string[] {
  const { durationMs, initMs } = run;
  const init = initMs > 0 ? `\tInit Duration: ${initMs.toFixed(2)} ms` : "";
  return [
    `START RequestId: ${requestId} Version: ${version}`,
    ...(run.log ?? []),
    `END RequestId: ${requestId}`,
    `REPORT RequestId: ${requestId}\tDuration: ${durationMs.toFixed(2)} ms\tBilled Duration: ${Math.ceil(durationMs + initMs)} ms\tMemory Size: ${fn.memoryMb} MB${init}`,
  ];
}
