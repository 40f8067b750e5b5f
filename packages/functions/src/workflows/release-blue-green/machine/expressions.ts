/** ARNs of the candidate's task definitions, as RegisterCandidate answered; nothing is deployed before. */
export const taskDefinitions = "{% $taskDefinitions %}";

/** A wait for a person that is over. */
export const nobodyDecided = (cause: string) =>
  ({
    ErrorEquals: ["States.Timeout"],
    Assign: { problem: { error: "Release.NobodyDecided", cause } },
    Next: "TurnBack",
  }) as const;
