/**
 * Why a machine that another one waits for failed, as JSONata's `$error` and `$cause`. Of one that failed, Step Functions gives
 * its description as JSON text; one that was stopped has neither error nor cause.
 */
export const broken =
  "$c := $states.errorOutput.Cause; $child := $type($c) = 'string' and $contains($c, '\"ExecutionArn\"') ? $parse($c) : {'Error': $states.errorOutput.Error, 'Cause': $c}; $error := $exists($child.Error) ? $child.Error : 'States.TaskFailed'; $cause := $type($child.Cause) = 'string' ? $child.Cause : 'it ended ' & ($exists($child.Status) ? $child.Status : 'without a cause');";

/** The same, as `$problem`. */
export const childProblem = {
  error: `{% (${broken} $error) %}`,
  cause: `{% (${broken} $cause) %}`,
} as const;
