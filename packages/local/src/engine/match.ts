import type { StatesError } from "./error.ts";

/** Whether ErrorEquals names an error: https://docs.aws.amazon.com/step-functions/latest/dg/concepts-error-handling.html */
export function matches(errorEquals: readonly string[], error: StatesError): boolean {
  // AWS catches States.Runtime under no name, not even its own (recorded: test_catch_states_runtime).
  if (error.error === "States.Runtime") return false;
  return errorEquals.some(
    (name) =>
      name === "States.ALL" ||
      error.is(name) ||
      (name === "States.TaskFailed" && error.error !== "States.Timeout"),
  );
}
