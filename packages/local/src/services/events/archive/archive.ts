import type { AwsEvent } from "../../../world/world.ts";
import type { Pattern } from "../pattern/compile.ts";

export interface Kept {
  readonly event: AwsEvent;
  /** Milliseconds since 1970, when the bus received it. */
  readonly at: number;
  readonly bytes: number;
}

/** What a bus received and a pattern let through, for replays. */
export interface Archive {
  readonly name: string;
  readonly arn: string;
  /** ARN of the bus. */
  readonly source: string;
  readonly created: Date;
  description: string | undefined;
  /** Everything where there is none. */
  pattern: Pattern | undefined;
  patternText: string | undefined;
  /** 0 keeps for ever. */
  retentionDays: number;
  /** Oldest first. */
  readonly events: Kept[];
}
