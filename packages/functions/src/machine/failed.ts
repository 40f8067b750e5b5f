/** The end of a run that has failed, by what the machine remembers of it. */
export const failed = {
  Type: "Fail",
  Error: "{% $problem.error %}",
  Cause: "{% $problem.cause %}",
} as const;

/** Of the step that writes down how a run ended: a failure of its own is told where nothing had failed before. */
export const unwritten = {
  ErrorEquals: ["States.ALL"],
  Assign: {
    problem:
      "{% $problem = null ? {'error': $states.errorOutput.Error, 'cause': 'its end could not be written down'} : $problem %}",
  },
  Next: "Failed",
} as const;
