/** What may befall invocations. */
export interface LambdaHazards {
  /** Hears of each one; `crash` ends its process at once. Answers what to call when the invocation is over. */
  began(functionName: string, crash: () => void): () => void;
}

export const noHazards: LambdaHazards = { began: () => () => {} };
