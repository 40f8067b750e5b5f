import type { AttributeValue } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { Observation } from "@signalbox/core/failover/observation";
import { verdictOf } from "@signalbox/core/failover/verdict";
import { ledgerKeys } from "@signalbox/core/ledger/keys";
import { madeOnce } from "@signalbox/core/made-once";
import type { Guard } from "@signalbox/local/gate/gate";
import type { LoggedCall } from "@signalbox/local/gate/log";
import { z } from "zod";
import { names } from "./ground.ts";

/** One attempt of a step of a failover or a failback. */
export interface Attempt {
  readonly region: string;
  readonly step: string;
  readonly execution: string;
  readonly epoch: number | undefined;
  readonly from: number;
  to: number;
}

/** A call that a failover's Lambda tried, whatever came of it. */
export interface Tried {
  readonly at: number;
  readonly by: string;
  readonly to: string;
  readonly service: string;
  readonly operation: string;
}

const Event = z.object({
  step: z.string(),
  execution: z.string(),
  input: z.looseObject({ epoch: z.number().optional() }),
});

const sessions = [names.deployed("failover"), names.deployed("failback")];

/** Writes down what the failovers' Lambdas run and what they try, before any fault meets it. */
export class Watch {
  readonly attempts: Attempt[] = [];
  readonly tried: Tried[] = [];
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  readonly guard: Guard = (call, next) => {
    const { service, operation, input, context } = call;
    const { principal, region } = context;
    if (service === "lambda" && operation === "Invoke") {
      const attempt = this.#attempt(input, region);
      if (!attempt) return next(call);
      this.attempts.push(attempt);
      return next(call).finally(() => {
        attempt.to = this.#now();
      });
    }
    if (principal.kind === "role" && principal.from !== undefined && sessions.includes(principal.session))
      this.tried.push({ at: this.#now(), by: principal.from, to: region, service, operation });
    return next(call);
  };

  #attempt(input: object, region: string): Attempt | undefined {
    const { FunctionName, Payload } = { ...input } as { FunctionName?: string; Payload?: Uint8Array };
    if (!sessions.some((name) => FunctionName?.endsWith(name)) || !Payload) return undefined;
    const parsed = Event.safeParse(JSON.parse(Buffer.from(Payload).toString() || "null"));
    if (!parsed.success) return undefined;
    const { step, execution, input: given } = parsed.data;
    return { region, step, execution, epoch: given.epoch, from: this.#now(), to: Number.POSITIVE_INFINITY };
  }
}

/** A claim of an epoch as it stood in two of the three tables. */
export interface Claimed {
  readonly epoch: number;
  readonly region: string;
  readonly owner: string;
  /** When the second table had it. */
  readonly at: number;
}

const ClaimItem = z.object({
  sk: z.string().startsWith(ledgerKeys.epochs),
  epoch: z.number(),
  region: z.string(),
  owner: z.string(),
});

/** Every epoch that came to stand in any table, and those that somebody owned. Five invariants ask it of the same calls. */
export const claimsIn = madeOnce(
  (calls: readonly LoggedCall[]): { readonly owned: Claimed[]; readonly tried: Claimed[] } => {
    const tried: Claimed[] = [];
    const owned: Claimed[] = [];
    for (const { at, item } of itemsIn(calls, ledgerKeys.epochs, ClaimItem)) {
      const { epoch, region, owner } = item;
      const claim = { epoch, region, owner, at };
      if (tried.filter((one) => one.epoch === epoch && one.owner === owner).length === 1) owned.push(claim);
      tried.push(claim);
    }
    return { owned, tried };
  },
);

const Seen = Observation.extend({ sk: z.string() }).strip();

/** Words of observers that a table took. */
export function downWordsIn(
  calls: readonly LoggedCall[],
): { readonly observer: string; readonly about: string; readonly at: number }[] {
  return itemsIn(calls, "observed#", Seen).flatMap(({ at, item }) =>
    verdictOf(item) === "down" ? [{ observer: item.observer, about: item.about, at }] : [],
  );
}

/** When a region's fence was raised, and to what. */
export function fencesIn(
  calls: readonly LoggedCall[],
): { readonly region: string; readonly epoch: number; readonly at: number }[] {
  return calls.flatMap(({ at, service, operation, input, region, error }) => {
    if (service !== "dynamodb" || operation !== "UpdateItem" || error !== undefined) return [];
    const { Key, ExpressionAttributeValues = {} } = { ...input } as {
      Key?: Record<string, { S?: string }>;
      ExpressionAttributeValues?: Record<string, { N?: string }>;
    };
    const epoch = Number(ExpressionAttributeValues[":epoch"]?.N);
    return Key?.sk?.S === ledgerKeys.fence && !Number.isNaN(epoch) ? [{ region, epoch, at }] : [];
  });
}

/**
 * Items that a table took, of those whose sk begins so. It is looked at before the item is read: runs write their whole record at every
 * act, and to read them all was a twelfth of a seed's time.
 */
function itemsIn<Schema extends z.ZodType>(
  calls: readonly LoggedCall[],
  prefix: string,
  schema: Schema,
): { readonly at: number; readonly item: z.output<Schema> }[] {
  return calls.flatMap(({ at, service, operation, input, error }) => {
    if (service !== "dynamodb" || operation !== "PutItem" || error !== undefined) return [];
    const { Item } = { ...input } as { Item?: Record<string, AttributeValue> };
    if (!Item?.sk?.S?.startsWith(prefix)) return [];
    const read = schema.safeParse(unmarshall(Item));
    return read.success ? [{ at, item: read.data }] : [];
  });
}

/** What changes the platform, each by its service and operation. */
const effects = new Set([
  "rds FailoverGlobalCluster",
  "rds SwitchoverGlobalCluster",
  "secretsmanager StopReplicationToReplica",
  "secretsmanager RotateSecret",
  "ecs UpdateService",
  "application-autoscaling RegisterScalableTarget",
  "monitoring PutMetricData",
  "elasticfilesystem DeleteReplicationConfiguration",
]);

/** Side effects of failovers that a service took, each with the attempts that it can be of. */
export function effectsIn(calls: readonly LoggedCall[], attempts: readonly Attempt[]) {
  return calls.flatMap((call) => {
    const { at, service, operation, principal, error } = call;
    if (error !== undefined || principal.kind !== "role" || principal.from === undefined) return [];
    if (!sessions.includes(principal.session) || !effects.has(`${service} ${operation}`)) return [];
    const by = principal.from;
    const of = attempts.filter(({ region, from, to }) => region === by && from <= at && at <= to);
    return [{ ...call, by, of }];
  });
}
export type Effect = ReturnType<typeof effectsIn>[number];
