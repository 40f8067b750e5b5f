import type { ReplicaWord } from "@signalbox/core/scaling/replica-metrics";
import type { Passing } from "@signalbox/core/scaling/sidecar/passing";
import { readVllm, type VllmReading, wordBetween } from "@signalbox/core/scaling/sidecar/vllm";

/** Answers a path of the engine by GET with its text; undefined where it is not reached, or says anything but 200. */
export type Get = (path: string) => Promise<string | undefined>;

/** vLLM says itself what it does; what happened is the difference of two readings, so the first one says nothing. */
export function vllmWords(get: Get): () => Promise<ReplicaWord | undefined> {
  let before: VllmReading | undefined;
  return async () => {
    const page = await get("/metrics");
    const now = page === undefined ? undefined : readVllm(page);
    const word = before && now && wordBetween(before, now);
    before = now;
    return word;
  };
}

/** Ollama has no metrics: what passed is counted. While it does not answer, what it does with that is unknown. */
export const ollamaWords =
  (passing: Passing, get: Get): (() => Promise<ReplicaWord | undefined>) =>
  async () => {
    // Read at the full ten seconds, whether it is said or not: the next word is about the next ten.
    const word = passing.word();
    return (await get("/api/version")) === undefined ? undefined : word;
  };

/** Loopback answers in milliseconds; an engine that takes longer than this is stuck. */
const longestMs = 3_000;

export const getFrom =
  (port: number): Get =>
  async (path) => {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      signal: AbortSignal.timeout(longestMs),
    }).catch(() => undefined);
    return answer?.status === 200 ? await answer.text() : undefined;
  };
