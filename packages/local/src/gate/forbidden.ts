import type { Links } from "../world/links.ts";
import { callerOf, isService, regionOfCaller } from "./caller.ts";
import type { Call, Guard } from "./gate.ts";

/** A call that a failover must be able to do without, by whom it was tried. What it met, it meets as without this record. */
export interface ForbiddenCall {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Name of the caller's role. */
  readonly caller: string;
  /** The region that it ran in; undefined outside AWS. */
  readonly from: string | undefined;
  /** The region that it asked. */
  readonly region: string;
  readonly service: string;
  readonly operation: string;
  /** `unreached`: its region is dark, or cut off from the caller; `global`: an API that stands or falls with one region. */
  readonly why: "unreached" | "global";
}

/** As many as an hour of polling a dark region makes; the oldest go first. */
const kept = 5_000;

/**
 * APIs whose control plane is in one region for all: IAM, Organizations, Account, Route 53, CloudFront, new buckets' names, ARC's
 * configuration. https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/global-services.html
 */
const globalServices = new Set([
  "iam",
  "organizations",
  "account",
  "cloudfront",
  "route53-recovery-control-config",
  "route53-recovery-readiness",
]);
const globalOperations: ReadonlyMap<string, readonly string[]> = new Map([
  ["route53", ["ChangeResourceRecordSets", "CreateHealthCheck"]],
  ["s3", ["CreateBucket"]],
]);

const isGlobal = (service: string, operation: string): boolean =>
  globalServices.has(service) || globalOperations.get(service)?.includes(operation) === true;

export interface Forbidden {
  /** Stands outermost, so that it sees what the policies refuse as well. */
  readonly guard: Guard;
  /** Writes down a call to a service that the local cloud does not speak, if it is such a one. */
  unknown(call: Omit<ForbiddenCall, "at" | "why">): void;
  /** Oldest first; since a time, if one is given. */
  calls(since?: number): readonly ForbiddenCall[];
}

/** Writes down what roles try; people, and AWS's services among themselves, are not meant. */
export function forbiddenCalls(now: () => number, links: Links): Forbidden {
  let calls: ForbiddenCall[] = [];
  const add = (call: Omit<ForbiddenCall, "at">): void => {
    calls.push({ at: now(), ...call });
    if (calls.length >= 2 * kept) calls = calls.slice(-kept);
  };
  const whyNot = ({ service, operation, context }: Call, from: string | undefined) => {
    if (!links.join(from, context.region)) return "unreached";
    return isGlobal(service, operation) ? "global" : undefined;
  };
  return {
    guard: (call, next) => {
      const { service, operation, context } = call;
      if (context.principal.kind === "role" && !isService(call)) {
        const from = regionOfCaller(call);
        const why = whyNot(call, from);
        if (why)
          add({ caller: callerOf(context.principal), from, region: context.region, service, operation, why });
      }
      return next(call);
    },
    unknown: (call) => {
      if (isGlobal(call.service, call.operation)) add({ ...call, why: "global" });
    },
    calls: (since = 0) => calls.slice(-kept).filter(({ at }) => at >= since),
  };
}
