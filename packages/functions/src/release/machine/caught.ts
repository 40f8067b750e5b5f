import type { Retrier } from "@signalbox/core/workflow/asl";
import { patience } from "@signalbox/core/workflow/patience";
import { TimeoutSeconds } from "./expressions.ts";

/**
 * A caught error as `$problem`. Lambda gives the cause as JSON text with `errorMessage`, a task token as plain text, a
 * time-out as null.
 */
export const problem = {
  error: "{% $states.errorOutput.Error %}",
  cause:
    "{% ($cause := $states.errorOutput.Cause; $type($cause) = 'string' ? ($contains($cause, '\"errorMessage\"') ? $parse($cause).errorMessage : $cause) : 'no cause was given') %}",
} as const;

/** Whatever happens before promotion: traffic goes back to stable. */
export const turnBack = { ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "TurnBack" } as const;

/** How long a step before promotion may take, and what its failure leads to. */
export const orTurnBack = { TimeoutSeconds, Catch: [turnBack] } as const;

/** After promotion only a person or an alarm turns a release back. */
export const calledBack = {
  ErrorEquals: ["Release.AlarmRaised", "Release.Aborted"],
  Assign: { problem },
  Next: "TurnBack",
} as const;

/** What cannot be put right is left to a person, with the lock. */
export const leave = { ErrorEquals: ["States.ALL"], Assign: { problem }, Next: "NeedsAPerson" } as const;

/** What waiting does not mend. */
const lasting: Retrier = {
  ErrorEquals: [
    "Release.LockLost",
    "Release.StableUnhealthy",
    "Release.StillServed",
    "Release.NotScaledIn",
    "Release.NotSteady",
    "Release.DeploymentFailed",
    "Release.NotRolledBack",
    "Release.ReplicaLeftBehind",
    "Release.DatabaseNotBack",
    "Release.Drifted",
    ...calledBack.ErrorEquals,
  ],
  MaxAttempts: 0,
};

/** At both ends every other fault is tried again for about five minutes. */
export const stubborn: readonly Retrier[] = [lasting, patience];

/** The same of a step at either end, which only a person can do instead. */
export const orLeave = { TimeoutSeconds, Retry: stubborn, Catch: [leave] } as const;

/** The same of a wait for a token, whose time-out is its deadline and no fault. */
export const stubbornWait: readonly Retrier[] = [
  lasting,
  { ...patience, ErrorEquals: ["States.TaskFailed"] },
];
