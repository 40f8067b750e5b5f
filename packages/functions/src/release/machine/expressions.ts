/** The release, as RecordState found it. */
export const release = "{% $release %}";
/** The weight in question; `$from` is the one before it. */
export const weight = "{% $release.policy.ladder[$level] %}";
/** Whether a poll loop's step has seen what it waits for. */
export const done = "{% $states.input.done %}";
/** When the state was entered, within an expression; milliseconds since 1970. */
export const entered = "$toMillis($states.context.State.EnteredTime)";
/** Between two looks of a poll loop; `$wait` is what the step before the loop answered. */
export const wait = { Type: "Wait", Seconds: "{% $wait %}" } as const;
/** Of a step that says when to look again. */
export const waitOf = { wait: "{% $states.result.Payload.waitSeconds %}" } as const;
/** Of the step before a poll loop: until when the loop goes on, and how often it looks. */
export const loopOf = { deadline: "{% $states.result.Payload.deadline %}", ...waitOf } as const;
/** A step's own time: Lambda's 60 seconds, and what the call itself takes. */
export const TimeoutSeconds = 70;

/** A token wait of a time of the policy; Step Functions takes no time-out of 0. */
export const waitFor = (name: "bakeSeconds" | "personSeconds" | "holdSeconds") =>
  `{% $max([1, $release.policy.${name}]) %}` as const;
