import { expect, test } from "vitest";
import { AwsError } from "../services/error.ts";
import type { Call } from "./gate.ts";
import { callLog } from "./log.ts";

const call = (requestId: string): Call => ({
  service: "ecs",
  operation: "ListClusters",
  input: { maxResults: 1 },
  context: { region: "us-east-1", principal: { kind: "person" }, requestId },
});

test("calls are kept in their order, with what the service refused and what still runs", async () => {
  let now = 5;
  const log = callLog(() => now);
  await log.guard(call("a"), async () => ({}));
  now = 6;
  const refused = log.guard(call("b"), async () => {
    throw new AwsError("ClientException", "no");
  });
  await expect(refused).rejects.toThrow("no");
  void log.guard(call("c"), () => new Promise(() => {}));
  expect(log.calls()).toMatchObject([
    { at: 5, requestId: "a", operation: "ListClusters", input: { maxResults: 1 }, error: undefined },
    { at: 6, requestId: "b", error: "ClientException" },
    { requestId: "c", error: undefined },
  ]);
});

test("the log does not grow without end, and keeps the newest", async () => {
  const log = callLog(() => 0);
  for (let i = 0; i < 45_000; i++) await log.guard(call(`${i}`), async () => ({}));
  expect(log.calls()).toHaveLength(20_000);
  expect(log.calls().at(-1)).toMatchObject({ requestId: "44999" });
});
