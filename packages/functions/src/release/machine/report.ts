import { stubborn } from "./caught.ts";
import { TimeoutSeconds } from "./expressions.ts";

/** Of the step that says what happened. All is in its end state: a report that cannot be written is no reason to call a person. */
export const reported = {
  TimeoutSeconds,
  Retry: stubborn,
  Assign: { sentence: "{% $states.result.Payload.sentence %}" },
  Catch: [
    {
      ErrorEquals: ["States.ALL"],
      Assign: {
        sentence: "{% $outcome & '; the report could not be written: ' & $states.errorOutput.Error %}",
      },
      Next: "Outcome",
    },
  ],
  Next: "Outcome",
} as const;
