import { NamedError } from "../../error.ts";
import type { Standing } from "../../ledger/records.ts";

/** A service as it is there now. */
export interface PresentService {
  readonly name: string;
  readonly taskDefinition: string;
  readonly desiredCount: number;
  /** Task definition of a deployment that is under way; undefined where none is. */
  readonly deploys: string | undefined;
}

/**
 * Compares services with what was recorded when the last release ended. Throws `Release.Drifted` with all that differs: another
 * task definition than the recorded one, no tasks, or a deployment under way, which cannot be ours before ours has begun.
 * Nothing recorded is no drift, of a service that the group did not have then neither.
 */
export function checkDrift(recorded: Standing | undefined, present: readonly PresentService[]): void {
  const differences = present.flatMap(({ name, taskDefinition, desiredCount, deploys }) => {
    const expected = recorded?.taskDefinitions[name];
    return [
      ...(expected !== undefined && expected !== taskDefinition
        ? [`${name} runs ${taskDefinition}, not ${expected}`]
        : []),
      ...(desiredCount === 0 ? [`${name} wants no tasks`] : []),
      ...(deploys === undefined ? [] : [`${name} is under a deployment of ${deploys}`]),
    ];
  });
  if (differences.length > 0)
    throw new NamedError("Release.Drifted", differences.join("; "), { recorded, present });
}
