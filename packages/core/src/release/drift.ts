import { NamedError } from "../error.ts";
import type { Standing } from "../ledger/records.ts";
import type { Side } from "../platform/platform.ts";

/** What is there now. */
export interface Present {
  readonly stable: Side;
  readonly services: readonly PresentService[];
}

export interface PresentService {
  readonly name: string;
  /** Of the stable side. */
  readonly taskDefinition: string;
  readonly stableCount: number;
  readonly candidateCount: number;
}

/**
 * Compares what is there with what was recorded when the last release ended. The stable side's count is free (scaling
 * owns it), but not 0. Throws an Error `Release.Drifted` that says what differs; nothing recorded is no drift, of a service
 * that the group did not have then neither.
 */
export function checkDrift(recorded: Standing | undefined, present: Present): void {
  const differences: string[] = [];
  if (recorded && recorded.stable !== present.stable)
    differences.push(`the traffic is on ${present.stable}, not on ${recorded.stable}`);
  for (const { name, taskDefinition, stableCount, candidateCount } of present.services) {
    const expected = recorded?.stable === present.stable ? recorded.taskDefinitions[name] : undefined;
    if (expected !== undefined && expected !== taskDefinition)
      differences.push(`the ${present.stable} side of ${name} runs ${taskDefinition}, not ${expected}`);
    if (stableCount === 0) differences.push(`the ${present.stable} side of ${name} wants no tasks`);
    if (candidateCount > 0) differences.push(`the idle side of ${name} still has ${candidateCount} task(s)`);
  }
  if (differences.length > 0)
    throw new NamedError("Release.Drifted", differences.join("; "), { recorded, present });
}
