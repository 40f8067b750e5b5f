import { recordAborted } from "./aborted.ts";
import type { Data } from "./data.ts";
import { Abandoned, abandoned } from "./error.ts";
import type { Flow } from "./flow.ts";
import { runFlow } from "./flow.ts";
import type { Frame } from "./frame.ts";
import type { Run, Thread } from "./run.ts";
import type { Visit } from "./visit.ts";

/** The lines inside one Parallel or Map state. */
export interface Lines {
  readonly count: number;
  /** How many may run at a time. */
  readonly concurrency: number;
  flow(index: number): Flow;
  /** What a line runs in, where that is not the execution around it; its events are then no business of this one. */
  run?(index: number): Run;
  /** Makes the line ready; `previous` is the event that it follows. `inside` ends with the lines, not with the state. */
  start(index: number, previous: number, inside: Thread): Promise<Frame>;
  /** Records that a line ended well; returns the event that whoever waits for the last line follows. */
  ended(index: number, frame: Frame, inside: Thread): number;
  /** Records that the line that failed first did so, and that its siblings were given up. */
  failed?(index: number, frame: Frame): void;
  aborted?(index: number, frame: Frame): void;
}

/** Thrown when a line failed; which one matters to the events that follow. */
export class LineFailed {
  readonly frame: Frame;
  readonly error: unknown;
  constructor(frame: Frame, error: unknown) {
    this.frame = frame;
    this.error = error;
  }
}

/**
 * Runs all lines; the first failure gives up the others. Leaves the visit's line after the last event of the last line. Lines
 * that had begun when the visit was left are taken up, those that had ended are not run again.
 */
export async function runLines(visit: Visit, lines: Lines): Promise<readonly Data[]> {
  const { thread, position } = visit;
  position.children ??= Array.from({ length: lines.count }, () => undefined);
  position.outputs ??= Array.from({ length: lines.count }, () => undefined);
  const { children: frames, outputs } = position;
  const numbers = [...frames.keys()];
  const begun = numbers.filter((index) => frames[index] && !outputs[index]);
  const waiting = numbers.filter((index) => !frames[index]);
  const group = new AbortController();
  const abort = (): void => group.abort();
  thread.signal.addEventListener("abort", abort, { once: true });
  const inside = { ...thread, signal: group.signal };
  const origin = thread.frame.previous;

  /** Starts the next line, if one is left. */
  const start = async (previous: number): Promise<number | undefined> => {
    const index = waiting.shift();
    if (index !== undefined) frames[index] = await lines.start(index, previous, inside);
    return index;
  };
  const run = async (first: number): Promise<void> => {
    for (let index: number | undefined = first; index !== undefined; ) {
      const frame: Frame | undefined = frames[index];
      if (!frame || group.signal.aborted) return;
      try {
        outputs[index] = await runFlow(lines.flow(index), {
          ...inside,
          ...(lines.run && { run: lines.run(index) }),
          frame,
        });
      } catch (error) {
        throw error instanceof Abandoned ? error : new LineFailed(frame, error);
      }
      if (group.signal.aborted) throw abandoned;
      thread.frame.previous = lines.ended(index, frame, inside);
      index = await start(frame.previous);
    }
  };
  try {
    while (begun.length < lines.concurrency) {
      const index = await start(origin);
      if (index === undefined) break;
      begun.push(index);
    }
    await Promise.all(begun.map(run));
    return outputs.filter((output) => output !== undefined);
  } catch (error) {
    if (thread.signal.aborted) throw abandoned;
    group.abort();
    giveUp(visit, lines, error instanceof LineFailed ? error.frame : undefined);
    throw error;
  } finally {
    thread.signal.removeEventListener("abort", abort);
  }
}

/**
 * Records the end of the line that failed, then of the others, all chained to the failure itself. No line failed where
 * another could not be started.
 */
function giveUp(visit: Visit, lines: Lines, failed: Frame | undefined): void {
  const { position, thread } = visit;
  const frames = position.children ?? [];
  if (failed) {
    thread.frame.previous = failed.previous;
    lines.failed?.(frames.indexOf(failed), failed);
  }
  const { previous } = thread.frame;
  for (const [index, frame] of frames.entries()) {
    if (!frame || frame === failed || lines.run || position.outputs?.[index]) continue;
    recordAborted(thread.run.history, frame, previous);
    lines.aborted?.(index, frame);
  }
}
