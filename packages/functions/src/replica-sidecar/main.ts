import { createServer } from "node:http";
import { DescribeTasksCommand, ECSClient } from "@aws-sdk/client-ecs";
import { Passing } from "@signalbox/core/scaling/sidecar/passing";
import { replicaLine } from "@signalbox/core/scaling/sidecar/replica-line";
import { sidecarHealthPort } from "@signalbox/core/scaling/sidecar/sidecar-variables";
import { systemClock as clock } from "../system-clock.ts";
import { getFrom, ollamaWords, vllmWords } from "./ask-engine.ts";
import { ownReplica } from "./own-replica.ts";
import { passOn } from "./pass-on.ts";
import { settingsOf } from "./settings.ts";
import { speak } from "./speak.ts";

/** The process of the sidecar: requests pass through it from its start on, where there is a port for them, and it says what it sees. */
const { metadataUri, engine, enginePort, port, slots } = settingsOf(process.env);
const stopped = new AbortController();
const { signal } = stopped;
const write = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const passing = new Passing(slots);
const door = port === undefined ? undefined : passOn(enginePort, passing).listen(port);
const health = createServer((_, response) => {
  response.writeHead(door === undefined || door.listening ? 200 : 503).end();
}).listen(sidecarHealthPort, "127.0.0.1");

process.on("SIGTERM", () => {
  stopped.abort();
  health.close();
  // What streams may end; ECS stops the engine before, and kills both when the time is over.
  door?.close();
  door?.closeIdleConnections();
});

const ecs = new ECSClient({});
const replica = await ownReplica({
  clock,
  signal,
  groupOf: async (cluster, task) =>
    (await ecs.send(new DescribeTasksCommand({ cluster, tasks: [task] }))).tasks?.[0]?.group,
  metadata: async () => await (await fetch(`${metadataUri}/task`)).json(),
  complain: (error) =>
    write(JSON.stringify({ message: "it is not known which task this is", error: `${error}` })),
});
const get = getFrom(enginePort);
const word = engine === "vllm" ? vllmWords(get) : ollamaWords(passing, get);
if (replica)
  await speak({ clock, line: (said, end) => replicaLine(replica, said, end), word, write, signal });
