/**
 * What a holder says every ten seconds, in the namespace of the replicas, as its own ECS service (dimension Service). Of several tasks
 * the sum holds.
 */
export const holdMetrics = {
  /** Held at the end of the ten seconds. */
  held: "RequestsHeld",
  /** Came to be held in them; one that finds no replica after all comes anew. */
  came: "RequestsHeldCame",
  /** Went on to a replica in them, which counts them again. */
  passed: "RequestsHeldPassed",
  /** Were answered 503: no room, no patience left, or the holder's own end. */
  refused: "RequestsHeldRefused",
  /** Answers of the load balancer that no replica serves, looks included: its own count of errors has them too. */
  nobody: "RequestsHeldNobody",
} as const;
export type HoldMetric = keyof typeof holdMetrics;

/** Were answered by another region in them; said only where there is one to which overflow goes. */
export const spilledMetric = "RequestsSpilled";

export type HoldWord = Readonly<Record<HoldMetric, number>> & { readonly spilled?: number };
