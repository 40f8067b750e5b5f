/**
 * Amazon States Language in its JSONata form, as far as Signalbox writes it.
 * The type parameter `Names` is the union of a machine's state names, so that a
 * wrong `Next` is a compile error. Field names and meaning: states-language.net.
 */

/** An expression that Step Functions evaluates: the whole string must start with `{%` and end with `%}`. */
export type Jsonata = `{%${string}%}`;

/** A JSON value in which any part may be a JSONata expression. */
export type Template =
  | string
  | number
  | boolean
  | null
  | readonly Template[]
  | { readonly [key: string]: Template };

/** A value of type T, or an expression that yields it. Works member by member, so that typos in objects are seen. */
export type Expr<T> =
  | Jsonata
  | (T extends readonly (infer Item)[]
      ? readonly Expr<Item>[]
      : T extends object
        ? { readonly [K in keyof T]: Expr<T[K]> }
        : T);

export interface Retrier {
  readonly ErrorEquals: readonly string[];
  /** Seconds before the first retry; AWS's default is 1. */
  readonly IntervalSeconds?: number;
  /** AWS's default is 3; 0 means never. */
  readonly MaxAttempts?: number;
  readonly BackoffRate?: number;
  readonly MaxDelaySeconds?: number;
  readonly JitterStrategy?: "FULL" | "NONE";
}

export interface Catcher<Names extends string> {
  readonly ErrorEquals: readonly string[];
  readonly Next: Names;
  readonly Output?: Template;
  readonly Assign?: Assignments;
}

export type Assignments = { readonly [variable: string]: Template };

/** Where a state goes: to another one, or to the machine's end. */
export type Onward<Names extends string> =
  | { readonly Next: Names; readonly End?: never }
  | { readonly End: true; readonly Next?: never };

interface Common {
  readonly Comment?: string;
  readonly Output?: Template;
  readonly Assign?: Assignments;
}

interface Recovering<Names extends string> {
  readonly Retry?: readonly Retrier[];
  readonly Catch?: readonly Catcher<Names>[];
}

export type TaskState<Names extends string> = Common &
  Recovering<Names> &
  Onward<Names> & {
    readonly Type: "Task";
    readonly Resource: string;
    readonly Arguments?: Template;
    /** Every Task says how long it may take (design §3). Seconds. */
    readonly TimeoutSeconds: number | Jsonata;
    readonly HeartbeatSeconds?: number | Jsonata;
  };

export type PassState<Names extends string> = Common & Onward<Names> & { readonly Type: "Pass" };

export type WaitState<Names extends string> = Common &
  Onward<Names> & { readonly Type: "Wait" } & (
    | { readonly Seconds: number | Jsonata }
    | { readonly Timestamp: string | Jsonata }
  );

export interface ChoiceRule<Names extends string> {
  readonly Condition: Jsonata | boolean;
  readonly Next: Names;
  readonly Output?: Template;
  readonly Assign?: Assignments;
  readonly Comment?: string;
}

export type ChoiceState<Names extends string> = Common & {
  readonly Type: "Choice";
  readonly Choices: readonly ChoiceRule<Names>[];
  readonly Default: Names;
};

export type ParallelState<Names extends string> = Common &
  Recovering<Names> &
  Onward<Names> & {
    readonly Type: "Parallel";
    readonly Branches: readonly Flow[];
    readonly Arguments?: Template;
  };

export type MapState<Names extends string> = Common &
  Recovering<Names> &
  Onward<Names> & {
    readonly Type: "Map";
    readonly Items: Template;
    readonly ItemSelector?: Template;
    readonly MaxConcurrency?: number | Jsonata;
    readonly ItemProcessor: Flow & { readonly ProcessorConfig: { readonly Mode: "INLINE" } };
  };

export type SucceedState = {
  readonly Type: "Succeed";
  readonly Comment?: string;
  readonly Output?: Template;
};

export type FailState = {
  readonly Type: "Fail";
  readonly Comment?: string;
  readonly Error?: string;
  readonly Cause?: string;
};

export type State<Names extends string = string> =
  | TaskState<Names>
  | PassState<Names>
  | WaitState<Names>
  | ChoiceState<Names>
  | ParallelState<Names>
  | MapState<Names>
  | SucceedState
  | FailState;

/** States that hang together: a machine's body, a Parallel branch or a Map's processor. */
export interface Flow {
  readonly StartAt: string;
  readonly States: { readonly [name: string]: State };
}

export interface Machine extends Flow {
  readonly Comment?: string;
  readonly QueryLanguage: "JSONata";
  /** Every machine says how long it may take (design §3). Seconds. */
  readonly TimeoutSeconds: number;
}
