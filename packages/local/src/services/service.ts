import type { GetOutputType } from "@smithy/types";
import type { Modules, ServiceName } from "./modules.ts";

/** The operations of a service, from the command classes that its client exports. */
export type OperationName<S extends ServiceName> = {
  [K in keyof Modules[S]]: K extends `${infer Name}Command` ? Name : never;
}[keyof Modules[S]];

type CommandOf<S extends ServiceName, Op extends string> = `${Op}Command` extends keyof Modules[S]
  ? InstanceOf<Modules[S][`${Op}Command`]>
  : never;

type InstanceOf<Class> = Class extends abstract new (...args: never) => infer Instance ? Instance : never;

export type Input<S extends ServiceName, Op extends string> =
  CommandOf<S, Op> extends { readonly input: infer In } ? In : never;

/** What an operation answers, without the metadata that the wire adds. */
export type Output<S extends ServiceName, Op extends string> = Omit<
  GetOutputType<CommandOf<S, Op>>,
  "$metadata"
>;

/** Who calls: a person (allowed everything), a role (held to its policy) or an AWS service on its own behalf. */
export type Principal =
  | { readonly kind: "person" }
  | {
      readonly kind: "role";
      readonly arn: string;
      readonly session: string;
      /** The AWS service that took the role on, where one did and acts from within the region. */
      readonly actor?: `${string}.amazonaws.com`;
      /** The region that the caller runs in, where it runs in one. */
      readonly from?: string;
    }
  | {
      readonly kind: "service";
      readonly name: `${string}.amazonaws.com`;
      /** Where it acts from another region than the one that it asks. */
      readonly from?: string;
    };

export interface CallContext {
  readonly region: string;
  readonly principal: Principal;
  readonly requestId: string;
}

export type Operations<S extends ServiceName> = {
  readonly [Op in OperationName<S>]?: (
    input: Input<S, Op>,
    context: CallContext,
  ) => Promise<Output<S, Op>> | Output<S, Op>;
};

/**
 * Parts of a service's state by key, as values that `v8.serialize` writes. The same object again under a key says that the
 * part has not changed; a key that is missing, that it is gone.
 */
export type Parts = ReadonlyMap<string, unknown>;

/** How a service is carried over the end of the process. */
export interface Memory {
  /** Taken between two turns of the event loop, of all services at once. */
  save(): Parts;
  /** Takes up what `save` gave, before the first call. Nothing acts yet. */
  restore(parts: Parts): Promise<void> | void;
  /** Starts again what the service does by itself, once every service is restored. */
  resume?(): void;
  /** Goes on with what others had asked of it, once the platform is deployed and serves. */
  carryOn?(): void;
}

/** One AWS service: its operations, and which things a call touches, for the check of roles. */
export interface Service<S extends ServiceName = ServiceName> {
  readonly name: S;
  readonly operations: Operations<S>;
  /** ARNs that the call needs permission on; an operation not listed here is checked against `*`. */
  readonly resources?: {
    readonly [Op in OperationName<S>]?: (input: Input<S, Op>, context: CallContext) => readonly string[];
  };
  /** Roles that the call hands on (iam:PassRole), such as a task definition's. */
  readonly passes?: {
    readonly [Op in OperationName<S>]?: (input: Input<S, Op>) => readonly string[];
  };
  /** What of the service outlives the process; without it, nothing does. */
  readonly memory?: Memory;
  /** Ends timers, servers and loops of the service. */
  stop?(): Promise<void>;
}
