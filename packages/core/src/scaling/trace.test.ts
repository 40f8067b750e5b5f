import { expect, test } from "vitest";
import { a10g, serviceSeconds } from "./profile.ts";
import { readTrace } from "./trace.ts";

test("a trace is read by its columns, whatever stands above them", () => {
  const trace = readTrace(
    "# source\nminute,requests,input_tokens,output_tokens\n0,10,4000,100\n1,20,8000,300\n",
  );
  expect(trace).toEqual({
    requests: Float64Array.of(10, 20),
    inputTokens: Float64Array.of(4000, 8000),
    outputTokens: Float64Array.of(100, 300),
  });
});

test("a request holds its slot for its prompt and for each token of its answer", () => {
  expect(serviceSeconds(a10g, 4000, 100)).toBe(5);
});
