import type { Clock } from "@signalbox/core/clock";
import type { createColors } from "picocolors";

export type Colors = ReturnType<typeof createColors>;

/** What a command may touch of the process it runs in. */
export interface Io {
  /** Data, on stdout. The newline is added. */
  out(text: string): void;
  /** Talk, on stderr. The newline is added. */
  err(text: string): void;
  readonly colors: Colors;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Asks the person at the keyboard for one line; undefined where nobody sits there. */
  readonly ask: ((question: string) => Promise<string>) | undefined;
  /** Aborts at Ctrl-C. */
  readonly interrupted: AbortSignal;
}
