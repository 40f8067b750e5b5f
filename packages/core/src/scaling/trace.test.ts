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

test("a minute that is left out had no requests", () => {
  expect(readTrace("1,10,4000,100\n3,20,8000,300\n").requests).toEqual(Float64Array.of(0, 10, 0, 20));
});

test.each([
  ["0,10,4000\n", 'line 1 is "0,10,4000", not minute,requests,input_tokens,output_tokens as numbers'],
  ["# a\n0,10,4000,-1\n", "line 2"],
  ["0,10,4000,\n", "line 1"],
  ["5,1,1,1\n5,1,1,1\n", "line 2 is of minute 5, which does not come after 5"],
  ["28000000,1,1,1\n", "minutes count from the beginning of a week"],
  ["# nothing\n", "it has no line"],
])("a line that cannot be read is named: %j", (text, message) => {
  expect(() => readTrace(text)).toThrow(message);
});

test("a request holds its slot for its prompt and for each token of its answer", () => {
  expect(serviceSeconds(a10g, 4000, 100)).toBe(5);
});
