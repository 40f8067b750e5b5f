/** Why an intrinsic function failed; the expression around it says which. */
export class IntrinsicError extends Error {}

/** An argument's path leads nowhere. AWS calls that States.Runtime, which nothing catches. */
export class MissingArgument extends IntrinsicError {}
