import type { Preview } from "@signalbox/core/analysis/gates/gate";
import type { LoadCounts, LoadTestGate } from "@signalbox/core/analysis/gates/load-test-gate";
import { type WebContext, within } from "../web/within.ts";

/** Filled in as the answer comes; a request that is given up has failed with what it had by then. */
interface Outcome {
  answered: boolean;
  failed: boolean;
  slow: boolean;
}

/**
 * Asks the candidate's preview address `requests` times, `concurrency` at once, and counts. Only GET, so that a run that was cut
 * off may be run again. Ends by itself: a request has its time-out, none begins after the deadline or once the Lambda's time is
 * over, and those that this cuts off count as never sent.
 */
export async function runLoadTest(
  gate: LoadTestGate,
  preview: Preview,
  context: WebContext,
): Promise<LoadCounts> {
  const { clock, signal } = context;
  const url = new URL(gate.path, preview.url);
  const end = clock.now() + gate.deadlineSeconds * 1000;
  const outcomes: Outcome[] = [];
  let begun = 0;
  const worker = async (): Promise<void> => {
    while (begun < gate.requests && clock.now() < end && !signal.aborted) {
      begun++;
      const outcome: Outcome = { answered: false, failed: true, slow: false };
      await within(
        context,
        gate.timeoutSeconds,
        () => {},
        (until) => request(outcome, gate, url, preview.headers, context, until),
      );
      if (!signal.aborted) outcomes.push({ ...outcome });
    }
  };
  await Promise.all(Array.from({ length: gate.concurrency }, worker));
  const count = (of: (outcome: Outcome) => boolean) => outcomes.filter(of).length;
  return {
    sent: outcomes.length,
    answered: count(({ answered }) => answered),
    failed: count(({ failed }) => failed),
    slow: count(({ slow }) => slow),
  };
}

async function request(
  outcome: Outcome,
  { latencySeconds }: LoadTestGate,
  url: InstanceType<typeof URL>,
  headers: Preview["headers"],
  { clock }: WebContext,
  signal: AbortSignal,
): Promise<void> {
  const began = clock.now();
  try {
    const response = await fetch(url.href, {
      headers: { "user-agent": "signalbox-load-test", ...headers },
      redirect: "manual",
      signal,
    });
    outcome.answered = true;
    outcome.slow = clock.now() - began > latencySeconds * 1000;
    // Read to its end: an answer that breaks off is none, and an unread one keeps its connection.
    for await (const _ of response.body ?? []);
    outcome.failed = response.status >= 400;
  } catch {
    // It stays failed: nobody there, a broken answer, or time was over.
  }
}
