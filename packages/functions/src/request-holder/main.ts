import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { holdLine } from "@signalbox/core/scaling/hold/hold-line";
import { speak } from "../replica-sidecar/speak.ts";
import { systemClock as clock } from "../system-clock.ts";
import { engineAt } from "./engine.ts";
import { hear } from "./hear.ts";
import { holderServer } from "./serve.ts";
import { holderSettingsOf } from "./settings.ts";

/** The process of the holder: it lets requests through or holds them, and says every ten seconds how many. */
const settings = holderSettingsOf(process.env);
const stopped = new AbortController();
const { signal } = stopped;
const { engineUrl, spill } = settings;
const dynamodb = new DynamoDBClient({ maxAttempts: 1 });
const { server, holder, run } = holderServer(settings, {
  clock,
  engine: (way) => engineAt(way === "away" && spill ? spill.url : engineUrl),
  hear: spill && (() => hear(spill, dynamodb)),
});
server.listen(settings.port);

process.on("SIGTERM", () => {
  stopped.abort();
  holder.stop();
  // What streams may end; ECS takes the task out of the load balancer before, and kills it when the time is over.
  server.close();
  server.closeIdleConnections();
});

await Promise.all([
  run(signal),
  speak({
    clock,
    line: (word, end) => holdLine(settings.service, word, end),
    word: async () => holder.word(),
    write: (line) => process.stdout.write(`${line}\n`),
    signal,
  }),
]);
