/** A point as its vault lists it; times in milliseconds since 1970. */
export interface HeldPoint {
  /** ARN. */
  readonly id: string;
  /** ARN of what it was made of. */
  readonly resource: string;
  readonly capturedAt: number;
  /** Undefined: it has no lifecycle and stays. */
  readonly expiresAt: number | undefined;
  /** Whether it can be copied and restored. */
  readonly whole: boolean;
  /** Whether it came from another vault. */
  readonly copied: boolean;
}
