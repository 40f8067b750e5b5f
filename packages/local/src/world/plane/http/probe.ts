import { request } from "node:http";
import type { WorldClock } from "../../clock.ts";
import type { ProbeResult } from "../plane.ts";

/** One health check: a connection of its own, closed afterwards, as an ALB makes it. */
export async function probe(
  clock: WorldClock,
  port: number,
  host: string,
  path: string,
  timeoutSeconds: number,
): Promise<ProbeResult> {
  const done = new AbortController();
  const check = request({
    host: "127.0.0.1",
    port,
    path,
    agent: false,
    headers: { host, "user-agent": "ELB-HealthChecker/2.0" },
  });
  const result = new Promise<ProbeResult>((resolve) => {
    check.on("response", (response) => {
      response.resume();
      resolve({ kind: "status", status: response.statusCode ?? 0 });
    });
    check.on("error", () => resolve({ kind: "refused" }));
    check.end();
  });
  const timeout = clock.sleep(timeoutSeconds * 1000, done.signal).then(
    (): ProbeResult => ({ kind: "timeout" }),
    // Aborted: the result is there.
    () => result,
  );
  try {
    return await Promise.race([result, timeout]);
  } finally {
    done.abort();
    check.destroy();
  }
}
