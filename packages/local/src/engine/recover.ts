import type { Catcher } from "./catch.ts";
import { catcherOf, errorOutputOf } from "./catch.ts";
import { abandoned } from "./error.ts";
import { recordFailure } from "./failure.ts";
import { pause } from "./pause.ts";
import { forgetAttempt } from "./redrive.ts";
import type { Retrier } from "./retry.ts";
import { nextRetry } from "./retry.ts";
import type { Exit } from "./state.ts";
import type { Visit } from "./visit.ts";

/** What becomes of a failed attempt. */
export type Outcome = "retried" | "caught" | "failed";

/** A state's Retry and Catch, and what it records when it gives up an attempt. */
export interface Recovery {
  readonly retriers: readonly Retrier[];
  readonly catchers: readonly Catcher[];
  /** Records an attempt's end once it is known what becomes of it. */
  readonly onFailure?: (visit: Visit, outcome: Outcome) => void;
}

/** Tries a state again and again as its retriers say, then leaves it by a catcher, then fails. */
export async function recovering(
  visit: Visit,
  recovery: Recovery,
  attempt: (visit: Visit) => Promise<Exit>,
): Promise<Exit> {
  const { thread, position } = visit;
  // Taken up again in the pause before a retry.
  if (position.until !== undefined) await pause(visit, 0);
  for (;;) {
    try {
      return await attempt(visit);
    } catch (thrown) {
      if (thread.signal.aborted) throw abandoned;
      const error = recordFailure(visit, thrown);
      const delay = nextRetry(recovery.retriers, error, position, thread.run.random);
      if (delay !== undefined) {
        recovery.onFailure?.(visit, "retried");
        forgetAttempt(position);
        await pause(visit, delay);
        continue;
      }
      const catcher = catcherOf(recovery.catchers, error);
      recovery.onFailure?.(visit, catcher ? "caught" : "failed");
      if (!catcher) throw error;
      return await catcher.leave(visit, errorOutputOf(error));
    }
  }
}
