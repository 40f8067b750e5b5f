/** A failure that machines see by name. On AWS either part may be missing: Fail without Error, timeouts without Cause. */
export class StatesError extends Error {
  readonly error: string | undefined;
  readonly reason: string | undefined;
  constructor(error: string | undefined, reason?: string) {
    super(reason ?? error ?? "failed without a name");
    this.name = "StatesError";
    this.error = error;
    this.reason = reason;
  }

  /** Whether `name` in ErrorEquals means this error; wildcards are the matcher's business. */
  is(name: string): boolean {
    return name === this.error;
  }
}

/**
 * A heartbeat that did not come. AWS records it as States.Timeout (recorded April 2024), the specification calls it
 * States.HeartbeatTimeout; both names match.
 */
export class HeartbeatError extends StatesError {
  constructor() {
    super("States.Timeout");
  }

  override is(name: string): boolean {
    return name === "States.HeartbeatTimeout" || super.is(name);
  }
}

/** Something about an expression or its result: recorded as EvaluationFailed before the state fails. */
export class EvaluationError extends StatesError {
  /** The field, such as `Output/result`; AWS leaves it out where no field is at fault. */
  readonly location: string | undefined;
  /** AWS chains a bad expression to what came before its state, and a bad result to the state's own entry. */
  readonly follows: "before" | "entry";
  constructor(message: string, location?: string, follows: "before" | "entry" = "before") {
    super("States.QueryEvaluationError", message);
    this.location = location;
    this.follows = follows;
  }
}

/** A failure of a JSONPath state. The cause that machines see also says in which state it was. */
export class PathError extends StatesError {
  constructor(message: string, error = "States.Runtime") {
    super(error, message);
  }
}

/** The work was given up because its execution or branch ended elsewhere; nothing is recorded of it any more. */
export class Abandoned extends Error {
  override readonly name = "Abandoned";
}

/** The reason of every signal that gives work up; one for all, since making an Error costs microseconds for its stack. */
export const abandoned = new Abandoned();
