import { createServer } from "node:http";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { keeperHealthPath, keeperPort } from "@signalbox/core/failover/keeper-variables";
import { monotonicClock } from "../system-clock.ts";
import { askTables } from "./ask-tables.ts";
import { keep } from "./keep.ts";
import { settingsOf } from "./settings.ts";

/** The process of the sidecar: healthy once it has the lease, and at an end when it has lost it. It runs nothing else. */
const { region, places, stopMs, table, tables } = settingsOf(process.env);
const stopped = new AbortController();
process.on("SIGTERM", () => stopped.abort());

let holds = false;
const health = createServer(({ url }, response) => {
  response.writeHead(holds && url === keeperHealthPath ? 200 : 503).end();
}).listen(keeperPort, "127.0.0.1");

/** Three attempts would outlast the three seconds that a table has; the next renewal is the retry. */
const clients = new Map(tables.map((one) => [one, new DynamoDBClient({ region: one, maxAttempts: 1 })]));
const dynamodbIn = (one: string): DynamoDBClient => clients.get(one) ?? new DynamoDBClient({ region: one });

const clock = monotonicClock;
const { signal } = stopped;
await keep({
  clock,
  region,
  places,
  stopMs,
  signal,
  ask: () => askTables({ clock, table, tables, dynamodbIn }),
  tell: (state) => {
    holds ||= state === "holds";
    process.stdout.write(`${JSON.stringify({ message: `the lease of ${region}`, state })}\n`);
  },
});
health.close();
if (!signal.aborted)
  process.stdout.write(`${JSON.stringify({ message: `the lease of ${region} is lost` })}\n`);
// What is left open, a connection or a timer, must not keep the task alive.
process.exit(signal.aborted ? 0 : 1);
