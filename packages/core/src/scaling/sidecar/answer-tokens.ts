/** Tokens of a request, as the engine says them with its answer; 0 where it does not. */
export interface AnswerTokens {
  readonly input: number;
  readonly output: number;
}

/** Both protocols say them last: Ollama's durations and counts, OpenAI's `usage`. */
export const tailLength = 4_096;

/** Ollama's native answers, then those in OpenAI's protocol. */
const names = [
  ["prompt_eval_count", "eval_count"],
  ["prompt_tokens", "completion_tokens"],
] as const;

/**
 * Reads the tokens from the end of an answer, be it one document or the last of many lines. Nothing that a model says can be taken for
 * them: within a JSON string, a quotation mark has a backslash before it.
 */
export function answerTokens(tail: string): AnswerTokens {
  const last = (name: string): number =>
    Number([...tail.matchAll(new RegExp(`"${name}"\\s*:\\s*(\\d{1,9})`, "g"))].at(-1)?.[1] ?? 0);
  for (const [input, output] of names) {
    const tokens = { input: last(input), output: last(output) };
    if (tokens.input > 0 || tokens.output > 0) return tokens;
  }
  return { input: 0, output: 0 };
}
