/**
 * What the sidecar of each replica says every ten seconds, of its ECS service (dimension Service) and of itself (Service, Task). It
 * scrapes vLLM, whose names of 2026 stand beside ours (https://docs.vllm.ai/en/latest/usage/metrics.html); Ollama has no metrics
 * (ollama/ollama#3144), so there it counts the requests that pass through it.
 */
export const replicaNamespace = "Signalbox/Inference";

export const replicaMetrics = {
  /** Came in since the last time. vllm:request_success_total, and what waits or runs beside it. */
  requests: "requests",
  /** Turned away since the last time, since the queue was full. */
  refused: "requests_refused",
  /** vllm:num_requests_waiting */
  waiting: "requests_waiting",
  /** vllm:num_requests_running */
  running: "requests_running",
  /** vllm:prompt_tokens_total, since the last time. */
  inputTokens: "prompt_tokens",
  /** vllm:generation_tokens_total, since the last time. */
  outputTokens: "generation_tokens",
} as const;
export type ReplicaMetric = keyof typeof replicaMetrics;

/** Share of the memory for attention that is taken, 0 to 1; of vLLM alone: vllm:kv_cache_usage_perc. For alarms, the planner reads it not. */
export const cacheMetric = "kv_cache_used";

/** As often as a replica says it. */
export const measuredSeconds = 10;

/** What a replica says of such ten seconds: what runs and waits at their end, and what came and went in them. */
export type ReplicaWord = Readonly<Record<ReplicaMetric, number>> & { readonly cacheUsed?: number };
