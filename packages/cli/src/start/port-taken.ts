import { UserError, usageError } from "../user-error.ts";

/** What to say when the cloud could not listen; any other error stays as it is. `port` is the one that was asked for. */
export function portTaken(error: unknown, port: number): unknown {
  if (!(error instanceof Error && "code" in error && error.code === "EADDRINUSE")) return error;
  const taken = "port" in error && typeof error.port === "number" ? error.port : port;
  if (taken === port)
    return usageError(
      `port ${port} is in use`,
      "another program listens there, perhaps another local cloud",
      "end it, or take another port: --port 4567 (0 takes a free one)",
    );
  return new UserError(
    `port ${taken} is in use`,
    "the application's load balancer listens on it",
    "end the program that listens there",
  );
}
