import { NamedError } from "../error.ts";
import type { Standing } from "../ledger/records.ts";

/** What is there now. */
export interface Present extends Standing {
  readonly stableCount: number;
  readonly candidateCount: number;
}

/**
 * Compares what is there with what was recorded when the last release ended. The stable side's count is free (scaling
 * owns it), but not 0. Throws an Error `Release.Drifted` that says what differs; nothing recorded is no drift.
 */
export function checkDrift(recorded: Standing | undefined, present: Present): void {
  const differences: string[] = [];
  if (recorded && recorded.stable !== present.stable)
    differences.push(`the traffic is on ${present.stable}, not on ${recorded.stable}`);
  if (recorded && recorded.stable === present.stable && recorded.taskDefinition !== present.taskDefinition)
    differences.push(
      `the ${present.stable} service runs ${present.taskDefinition}, not ${recorded.taskDefinition}`,
    );
  if (present.stableCount === 0) differences.push(`the ${present.stable} service wants no tasks`);
  if (present.candidateCount > 0)
    differences.push(`the idle side still has ${present.candidateCount} task(s)`);
  if (differences.length > 0)
    throw new NamedError("Release.Drifted", differences.join("; "), { recorded, present });
}
