/** Requests of a service, minute by minute. */
export interface Trace {
  readonly requests: Float64Array;
  /** Tokens of all the minute's prompts. */
  readonly inputTokens: Float64Array;
  /** Tokens of all its answers. */
  readonly outputTokens: Float64Array;
}

/** Reads lines of `minute,requests,input_tokens,output_tokens`; lines that begin otherwise than with a digit are skipped. */
export function readTrace(text: string): Trace {
  const rows = text
    .split("\n")
    .filter((line) => /^\d/.test(line))
    .map((line) => line.split(",").map(Number));
  const column = (index: number) => Float64Array.from(rows, (row) => row[index] ?? 0);
  return { requests: column(1), inputTokens: column(2), outputTokens: column(3) };
}
