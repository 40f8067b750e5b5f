import type { Principal } from "../services/service.ts";
import type { Call, Guard } from "./gate.ts";

/** Some hours of a laptop's calls; the oldest go first. */
const kept = 20_000;

/** One call that reached a service. */
export interface LoggedCall {
  /** Milliseconds since 1970, when the call came in. */
  readonly at: number;
  readonly service: Call["service"];
  readonly operation: string;
  readonly region: string;
  readonly principal: Principal;
  readonly requestId: string;
  /** As the service got it. */
  readonly input: object;
  /** The error's name where the service refused; undefined while the call runs and when it was answered. */
  readonly error: string | undefined;
}

/** What reached the services, oldest first: whatever a client saw of it, these calls had their effect or were refused. */
export interface CallLog {
  readonly guard: Guard;
  calls(): readonly LoggedCall[];
}

/** Its guard stands innermost, behind the check of roles and all faults. */
export function callLog(now: () => number): CallLog {
  let calls: LoggedCall[] = [];
  const add = (call: LoggedCall): void => {
    calls.push(call);
    // Cut in large pieces: moving twenty thousand entries for each call would cost more than the call.
    if (calls.length >= 2 * kept) calls = calls.slice(-kept);
  };
  return {
    calls: () => calls.slice(-kept),
    guard: async (call, next) => {
      const { service, operation, input, context } = call;
      const { region, principal, requestId } = context;
      const logged: { -readonly [Field in keyof LoggedCall]: LoggedCall[Field] } = {
        at: now(),
        service,
        operation,
        region,
        principal,
        requestId,
        input,
        error: undefined,
      };
      add(logged);
      try {
        return await next(call);
      } catch (error) {
        logged.error = error instanceof Error ? error.name : String(error);
        throw error;
      }
    },
  };
}
