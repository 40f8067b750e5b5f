import { Agent, request as open } from "node:http";
import type { WorldClock } from "../world/clock.ts";
import type { Answer } from "../world/plane/answer.ts";
import type { Client } from "./client.ts";

/**
 * Real requests over kept connections. What a server may do to an idle connection just when it is used again would look
 * like a loss that no user has (browsers send such a request once more); the local listener never closes idle
 * connections, so here every error counts.
 */
export function httpClient(url: string, clock: WorldClock): Client {
  const { hostname, port } = new URL(url);
  const agent = new Agent({ keepAlive: true });
  return {
    send: (request, answered) => {
      const started = clock.now();
      const elapsed = (): number => (clock.now() - started) / 1000;
      let settled = false;
      const settle = (answer: Answer): void => {
        if (settled) return;
        settled = true;
        answered(answer);
      };
      const { method, path, headers, body } = request;
      const sending = open({ hostname, port, agent, method, path, headers });
      sending.on("error", (error) => settle({ kind: "connection-error", message: error.message }));
      sending.on("response", (response) => {
        const firstByteSeconds = elapsed();
        const { statusCode: status = 0 } = response;
        const named = response.headers["x-revision"];
        const revision = typeof named === "string" ? named : undefined;
        const cookies = response.headers["set-cookie"]?.filter((field) => field.startsWith("AWSALB"));
        response.on("end", () =>
          settle({
            kind: "answered",
            status,
            revision,
            firstByteSeconds,
            lastByteSeconds: elapsed(),
            ...(cookies?.length && { cookies }),
          }),
        );
        response.on("error", () => settle({ kind: "cut", status, revision }));
        response.resume();
      });
      sending.end(body);
    },
    close: () => agent.destroy(),
  };
}
