import type { SFNClient } from "@aws-sdk/client-sfn";
import type { Decision } from "@signalbox/core/ledger/records";
import { writeDecision } from "../aws/decision.ts";
import type { Ledger } from "../aws/ledger.ts";
import { fail } from "../aws/task-token.ts";
import { readToken } from "../aws/wait-token.ts";

interface Said extends Pick<Decision, "by" | "reason" | "at"> {
  /** The release that is to turn back. */
  readonly run: string;
}

/** Tells a release to turn back, as a person's abort does, and ends the wait that it is in; answers what that is told. */
export async function abortRelease(
  sfn: SFNClient,
  ledger: Ledger,
  { run, by, reason, at }: Said,
): Promise<{ readonly error: string; readonly cause: string }> {
  // The record comes first: should the answer get lost, the next step of the release reads it.
  await writeDecision(ledger, run, { action: "abort", by, reason, at });
  const aborted = { error: "Release.Aborted", cause: `${by} aborted: ${reason}` };
  const waiting = await readToken(ledger, run);
  if (waiting) await fail(sfn, waiting.token, aborted);
  return aborted;
}
