import { binsOf } from "@signalbox/core/scaling/bins";
import { a10g } from "@signalbox/core/scaling/profile";
import {
  cacheMetric,
  type ReplicaWord,
  replicaMetrics,
  replicaNamespace,
} from "@signalbox/core/scaling/replica-metrics";
import { Passing } from "@signalbox/core/scaling/sidecar/passing";
import { replicaLine } from "@signalbox/core/scaling/sidecar/replica-line";
import { imageFor } from "@signalbox/local/images/catalogue";
import { virtualClock } from "@signalbox/local/world/clock";
import { random } from "@signalbox/local/world/random";
import { expect, test } from "vitest";
import { ollamaWords, vllmWords } from "./ask-engine.ts";
import { ownReplica } from "./own-replica.ts";
import { speak } from "./speak.ts";

const replica = { service: "models-blue", task: "0123abcd" };
const idle: ReplicaWord = {
  requests: 0,
  refused: 0,
  waiting: 0,
  running: 0,
  inputTokens: 0,
  outputTokens: 0,
};

interface Line {
  readonly _aws: {
    readonly Timestamp: number;
    readonly CloudWatchMetrics: readonly [
      { Namespace: string; Dimensions: string[][]; Metrics: { Name: string; StorageResolution: number }[] },
    ];
  };
  readonly [metric: string]: unknown;
}

/** What is written in the first minutes of a clock that begins three seconds past the full ten. */
async function said(word: (now: number) => Promise<ReplicaWord | undefined>, ms = 61_000) {
  const clock = virtualClock(3_000);
  const lines: Line[] = [];
  const stopped = new AbortController();
  const write = (line: string) => lines.push(JSON.parse(line));
  void speak({
    clock,
    line: (said: ReplicaWord, end) => replicaLine(replica, said, end),
    write,
    signal: stopped.signal,
    word: () => word(clock.now()),
  });
  await clock.run(clock.sleep(ms));
  stopped.abort();
  return lines;
}

test("it says each ten seconds once, by the time at which they began", async () => {
  const lines = await said(async (now) => ({ ...idle, requests: now / 10_000 }));
  // The first word would be about the seven seconds since it began.
  expect(lines.map(({ _aws, requests }) => [_aws.Timestamp, requests])).toEqual([
    [10_000, 2],
    [20_000, 3],
    [30_000, 4],
    [40_000, 5],
    [50_000, 6],
  ]);
});

test("an engine that does not answer is silence, and never a zero", async () => {
  const lines = await said(async (now) => {
    if (now === 30_000) throw new Error("ECONNREFUSED");
    return now === 40_000 ? undefined : idle;
  });
  expect(lines.map(({ _aws }) => _aws.Timestamp)).toEqual([10_000, 40_000, 50_000]);
});

test("its words have the names, dimensions and resolution that the planner reads and the laptop's double says", async () => {
  const [line] = await said(async () => ({ ...idle, cacheUsed: 0.5 }));
  const [directive] = line!._aws.CloudWatchMetrics;
  const names = directive.Metrics.map(({ Name }) => Name);
  expect(directive.Namespace).toBe(replicaNamespace);
  expect(directive.Dimensions).toEqual([["Service"], ["Service", "Task"]]);
  expect(line).toMatchObject({ Service: "models-blue", Task: "0123abcd", [cacheMetric]: 0.5 });
  expect(directive.Metrics.every(({ StorageResolution }) => StorageResolution === 1)).toBe(true);
  expect(names).toEqual([...Object.values(replicaMetrics), cacheMetric]);
  const clock = virtualClock();
  const doubled = new Set<string>();
  imageFor("ollama")!.create({
    clock,
    random: random(1),
    environment: {},
    annotations: {},
    revision: "v1",
    measure: ({ metric }) => doubled.add(metric),
  });
  await clock.run(clock.sleep(15_000));
  expect([...doubled]).toEqual(Object.values(replicaMetrics));
});

test("vLLM's pages become the demand that was there", async () => {
  let ended = 0;
  const get = async (): Promise<string> => {
    ended += 30;
    return `vllm:num_requests_running{} 8\nvllm:num_requests_waiting{} 1\nvllm:request_success_total{} ${ended}\n`;
  };
  const lines = await said(vllmWords(get));
  const series = (name: string) => new Map(lines.map((line) => [line._aws.Timestamp, Number(line[name])]));
  const window = { from: 20_000, to: 50_000, seconds: 10 };
  const all = {
    requests: series("requests"),
    refused: series("requests_refused"),
    waiting: series("requests_waiting"),
    running: series("requests_running"),
    inputTokens: series("prompt_tokens"),
    outputTokens: series("generation_tokens"),
  };
  const bins = binsOf(all, window, { profile: a10g, slots: 16, wait: 5 });
  expect(bins.map(({ demand, busy, waiting }) => [demand?.requests, busy, waiting])).toEqual([
    [30, 8, 1],
    [30, 8, 1],
    [30, 8, 1],
  ]);
});

test("what passed while Ollama did not answer is never said later as if it came in ten seconds", async () => {
  const passing = new Passing(4);
  let [up, hits] = [true, 0];
  const words = ollamaWords(passing, async () => (up ? "{}" : undefined));
  const lines = await said(async (now) => {
    up = now < 30_000 || now > 40_000;
    for (let n = 0; n < 5; n++, hits++) passing.came()({ status: 200, tokens: { input: 1, output: 1 } });
    return await words();
  });
  expect(hits).toBe(30);
  expect(lines.map(({ requests }) => requests)).toEqual([5, 5, 5]);
});

test("it asks until it knows which service its task belongs to", async () => {
  const clock = virtualClock(0);
  const answers = [new Error("no network yet"), undefined, "service:models-green"];
  const complaints: unknown[] = [];
  const found = await clock.run(
    ownReplica({
      clock,
      groupOf: async () => {
        const answer = answers.shift();
        if (answer instanceof Error) throw answer;
        return answer;
      },
      metadata: async () => ({
        Cluster: "c",
        TaskARN: "arn:aws:ecs:us-east-1:1:task/c/77ff",
        Family: "models",
      }),
      signal: new AbortController().signal,
      complain: (error) => complaints.push(error),
    }),
  );
  expect(found).toEqual({ service: "models-green", task: "77ff" });
  expect(complaints).toHaveLength(2);
});
