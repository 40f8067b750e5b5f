import type { ReplicaWord } from "../replica-metrics.ts";

/** What vLLM's page of metrics says at a moment. Counters grow from its start on. */
export interface VllmReading {
  readonly waiting: number;
  readonly running: number;
  readonly ended: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheUsed: number | undefined;
}

/**
 * Reads the page, by its names of 2026 (https://docs.vllm.ai/en/latest/usage/metrics.html); each of several engines in a process, or of
 * several models, has a line of its own. Undefined where the page is another one, or lacks what says that nothing is served.
 */
export function readVllm(page: string): VllmReading | undefined {
  const lines = samplesOf(page);
  const sum = (name: string): number | undefined => lines.get(name)?.reduce((a, b) => a + b, 0);
  const waiting = sum("vllm:num_requests_waiting");
  const running = sum("vllm:num_requests_running");
  if (waiting === undefined || running === undefined) return undefined;
  // The fullest engine is the one that makes requests wait.
  const caches = lines.get("vllm:kv_cache_usage_perc");
  return {
    waiting,
    running,
    // A counter has no line before it first counts.
    ended: sum("vllm:request_success_total") ?? 0,
    inputTokens: sum("vllm:prompt_tokens_total") ?? 0,
    outputTokens: sum("vllm:generation_tokens_total") ?? 0,
    cacheUsed: caches && Math.max(...caches),
  };
}

/** What happened between two readings. What ended, and what runs and waits beside it, has come; vLLM turns nobody away. */
export function wordBetween(before: VllmReading, now: VllmReading): ReplicaWord {
  const grown = (of: "ended" | "inputTokens" | "outputTokens"): number =>
    // A counter that is less than before belongs to a process that has begun since.
    now[of] >= before[of] ? now[of] - before[of] : now[of];
  const held = (at: VllmReading): number => at.waiting + at.running;
  return {
    requests: Math.max(0, grown("ended") + held(now) - (now.ended >= before.ended ? held(before) : 0)),
    refused: 0,
    waiting: now.waiting,
    running: now.running,
    inputTokens: grown("inputTokens"),
    outputTokens: grown("outputTokens"),
    ...(now.cacheUsed !== undefined && { cacheUsed: now.cacheUsed }),
  };
}

/** Name, labels if any, value, and a time that nobody needs: https://prometheus.io/docs/instrumenting/exposition_formats/ */
const sample = /^([a-zA-Z_:][\w:]*)(?:\{.*\})?[ \t]+([^ \t}]+)(?:[ \t]+-?\d+)?[ \t]*$/;

/** Finite values by name, one for each set of labels. */
function samplesOf(page: string): ReadonlyMap<string, readonly number[]> {
  const found = new Map<string, number[]>();
  for (const line of page.split(/\r?\n/)) {
    const [, name, text] = sample.exec(line) ?? [];
    const value = Number(text);
    if (name === undefined || !Number.isFinite(value)) continue;
    const values = found.get(name);
    if (values) values.push(value);
    else found.set(name, [value]);
  }
  return found;
}
