import fc from "fast-check";
import { expect, test } from "vitest";
import { readVllm, type VllmReading, wordBetween } from "./vllm.ts";

/** As vLLM 0.11 writes it, two engines in a process, shortened. */
const page = `# HELP vllm:num_requests_running Number of requests in model execution batches.
# TYPE vllm:num_requests_running gauge
vllm:num_requests_running{engine="0",model_name="qwen/Qwen3-8B"} 12.0
vllm:num_requests_running{engine="1",model_name="a \\"} 7 name"} 3.0
# TYPE vllm:num_requests_waiting gauge
vllm:num_requests_waiting{engine="0",model_name="qwen/Qwen3-8B"} 2.0
vllm:kv_cache_usage_perc{engine="0",model_name="qwen/Qwen3-8B"} 0.4125
vllm:kv_cache_usage_perc{engine="1",model_name="qwen/Qwen3-8B"} 0.91
vllm:prompt_tokens_total{engine="0",model_name="qwen/Qwen3-8B"} 1.234567e+06
vllm:generation_tokens_total{engine="0",model_name="qwen/Qwen3-8B"} 99000.0 1763800000000
vllm:request_success_total{engine="0",finished_reason="stop",model_name="qwen/Qwen3-8B"} 800.0
vllm:request_success_total{engine="0",finished_reason="abort",model_name="qwen/Qwen3-8B"} 11.0
vllm:time_to_first_token_seconds_bucket{engine="0",le="+Inf",model_name="qwen/Qwen3-8B"} NaN
`;

test("engines and reasons are added up, and of caches the fullest counts", () => {
  expect(readVllm(page)).toEqual({
    running: 15,
    waiting: 2,
    cacheUsed: 0.91,
    inputTokens: 1_234_567,
    outputTokens: 99_000,
    ended: 811,
  });
});

test("a page without the queue, or of something else, is no reading, and above all no zero", () => {
  expect(readVllm("")).toBeUndefined();
  expect(readVllm("<html>502</html>")).toBeUndefined();
  expect(readVllm(page.replaceAll(/vllm:num_requests_waiting.*\n/g, ""))).toBeUndefined();
  expect(readVllm(page.replace("12.0", "NaN").replace("} 3.0", "} NaN"))).toBeUndefined();
});

const idle: VllmReading = {
  waiting: 0,
  running: 0,
  ended: 0,
  inputTokens: 0,
  outputTokens: 0,
  cacheUsed: undefined,
};

test("what has come is what has ended, and what is held more than before", () => {
  const before = { ...idle, running: 4, waiting: 1, ended: 100, inputTokens: 1_000, outputTokens: 500 };
  const now = { ...idle, running: 6, waiting: 2, ended: 103, inputTokens: 1_300, outputTokens: 800 };
  expect(wordBetween(before, now)).toEqual({
    requests: 6,
    refused: 0,
    running: 6,
    waiting: 2,
    inputTokens: 300,
    outputTokens: 300,
  });
});

test("an engine that began anew has counted what it says, and nothing comes out below zero", () => {
  const before = { ...idle, running: 9, ended: 5_000, inputTokens: 70_000, outputTokens: 9_000 };
  const now = { ...idle, running: 2, ended: 1, inputTokens: 40, outputTokens: 7 };
  expect(wordBetween(before, now)).toMatchObject({ requests: 3, inputTokens: 40, outputTokens: 7 });
});

test("however requests come, wait, run and end, each is counted in just one word", () => {
  const minute = fc.record({ came: fc.nat(50), ended: fc.nat(50), waits: fc.nat(10) });
  fc.assert(
    fc.property(fc.array(minute, { maxLength: 30 }), (minutes) => {
      let now = idle;
      let counted = 0;
      for (const { came, ended, waits } of minutes) {
        const before = now;
        const held = before.running + before.waiting + came;
        const left = Math.min(ended, held);
        const waiting = Math.min(waits, held - left);
        now = { ...before, ended: before.ended + left, waiting, running: held - left - waiting };
        const { requests } = wordBetween(before, now);
        counted += requests;
        expect(requests).toBe(came);
      }
      expect(counted).toBe(now.ended + now.running + now.waiting);
    }),
  );
});
