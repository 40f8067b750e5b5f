import { callerOf } from "../gate/caller.ts";
import { ConnectionReset } from "../gate/connection-reset.ts";
import type { Call, Guard, Handle } from "../gate/gate.ts";
import { AwsError } from "../services/error.ts";
import type { ServiceName } from "../services/modules.ts";
import type { World } from "../world/world.ts";
import type { Book, Entry } from "./book.ts";
import type { Fault, KindName } from "./kinds.ts";
import { Pace } from "./pace.ts";
import type { ReadMemory } from "./read-memory.ts";
import { nameOf } from "./regions.ts";

const callKinds = [
  "delay",
  "throttle",
  "deny",
  "fail",
  "lose-request",
  "lose-reply",
  "stale-read",
] as const satisfies KindName[];
type CallFault = Fault<(typeof callKinds)[number]>;

/** Stands before the services and does to calls what the faults say; several that fit take effect one after another. */
export function callFaults(world: Pick<World, "clock">, book: Book, memory: ReadMemory): Guard {
  const paces = new Map<string, Pace>();

  const fits = (entry: Entry<CallFault>, call: Call): boolean => {
    const { id, fault } = entry;
    if (!selects(fault, call)) return false;
    if (fault.kind === "stale-read") return memory.knows(call, world.clock.now() - fault.seconds * 1000);
    if (fault.kind !== "throttle" || fault.ratePerSecond === undefined) return true;
    const pace = paces.get(id) ?? new Pace(fault.ratePerSecond, world.clock.now());
    paces.set(id, pace);
    return !pace.lets(world.clock.now());
  };

  const meet = async (fault: CallFault, call: Call, next: Handle): Promise<object> => {
    switch (fault.kind) {
      case "delay":
        await world.clock.sleep(fault.seconds * 1000);
        return await next(call);
      case "throttle":
        throw throttled(call);
      case "deny":
        throw denied(call);
      case "fail":
        throw new AwsError(fault.error, "a fault of the local cloud answered", { statusCode: fault.status });
      case "lose-request":
        throw new ConnectionReset();
      case "lose-reply":
        // What the service refused is lost with the connection as well.
        await next(call).catch(() => undefined);
        throw new ConnectionReset();
      case "stale-read":
        return await memory.before(call, world.clock.now() - fault.seconds * 1000, next);
    }
  };

  return (call, next) => {
    if (!book.hasAny(callKinds)) return next(call);
    const innermost = book.has("stale-read") ? memory.through(next) : next;
    const entries = callKinds.flatMap((kind): Entry<CallFault>[] => book.standing(kind));
    return entries
      .filter((entry) => fits(entry, call) && book.strikes(entry, nameOf(call)))
      .reduceRight<Handle>(
        (inner, { fault }) =>
          (given) =>
            meet(fault, given, inner),
        innermost,
      )(call);
  };
}

export function selects(
  fault: Partial<Record<"service" | "operation" | "region" | "role" | "containing", string | undefined>>,
  { service, operation, input, context }: Call,
): boolean {
  return (
    (fault.service ?? service) === service &&
    (fault.operation ?? operation) === operation &&
    (fault.region ?? context.region) === context.region &&
    (fault.role ?? callerOf(context.principal)) === callerOf(context.principal) &&
    (fault.containing === undefined || textOf(input).includes(fault.containing))
  );
}

/** What a call says; bytes, such as a Lambda's payload, as the text that they are. */
const textOf = (input: object): string =>
  [
    JSON.stringify(input),
    ...Object.values(input).flatMap((value) =>
      value instanceof Uint8Array ? [Buffer.from(value).toString()] : [],
    ),
  ].join(" ");

/** How services of older protocols, and Lambda, call it; all of these the SDK takes for throttling. */
const throttling: Partial<Record<ServiceName, readonly [name: string, status: number]>> = {
  elasticloadbalancing: ["Throttling", 400],
  lambda: ["TooManyRequestsException", 429],
  monitoring: ["Throttling", 400],
  s3: ["SlowDown", 503],
  sns: ["Throttling", 400],
  sts: ["Throttling", 400],
};

function throttled({ service }: Call): AwsError {
  const [name, statusCode] = throttling[service] ?? ["ThrottlingException", 400];
  return new AwsError(name, "Rate exceeded", { statusCode });
}

const denied = (call: Call): AwsError =>
  new AwsError("AccessDeniedException", `a fault of the local cloud denies ${nameOf(call)}`, {
    statusCode: 403,
  });
