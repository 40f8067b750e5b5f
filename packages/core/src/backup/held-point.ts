/** A point as its vault lists it; times in milliseconds since 1970. */
export interface HeldPoint {
  /** ARN. */
  readonly id: string;
  /** ARN of what it was made of; of a document, its target. */
  readonly resource: string;
  /** Where the point itself says it; those of AWS Backup say it in a tag. */
  readonly class?: string;
  readonly capturedAt: number;
  /** Undefined: it has no lifecycle and stays. */
  readonly expiresAt: number | undefined;
  /** Whether it can be copied and restored. */
  readonly whole: boolean;
  /** Whether it came from another vault. */
  readonly copied: boolean;
}
