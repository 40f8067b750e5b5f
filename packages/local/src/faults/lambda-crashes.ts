import type { Call, Guard, Handle } from "../gate/gate.ts";
import type { LambdaHazards } from "../services/lambda/hazards.ts";
import type { Book } from "./book.ts";
import { selects } from "./calls.ts";
import { nameOf } from "./regions.ts";

/** One invocation under way. */
interface Running {
  readonly crash: () => void;
  /** Fitting calls so far, by the fault's id. */
  readonly seen: Map<string, number>;
}

/**
 * Ends Lambdas at their calls. A call is known by its role's session, which Lambda names after the function, and taken
 * for the invocation that began last: two at once of one function are told apart no better than that.
 */
export function lambdaCrashes(book: Book): { readonly lambda: LambdaHazards; readonly guard: Guard } {
  const running = new Map<string, Running[]>();
  const never = new Promise<never>(() => {});

  const guard: Guard = (call, next) => {
    const { principal } = call.context;
    if (principal.kind !== "role" || !book.has("lambda-crash")) return next(call);
    const { session } = principal;
    const invocation = running.get(session)?.at(-1);
    return invocation ? crash(session, invocation, call, next) : next(call);
  };

  const crash = async (session: string, invocation: Running, call: Call, next: Handle): Promise<object> => {
    for (const entry of book.standing("lambda-crash")) {
      const { id, fault } = entry;
      if (fault.function !== session || !selects({ ...fault, region: undefined }, call)) continue;
      const seen = (invocation.seen.get(id) ?? 0) + 1;
      invocation.seen.set(id, seen);
      if (seen !== fault.call || !book.strikes(entry, `${session} ${fault.when} ${nameOf(call)}`)) continue;
      if (fault.when === "after") await next(call);
      invocation.crash();
      // The process is gone: nobody is there to hear an answer.
      return await never;
    }
    return await next(call);
  };

  const lambda: LambdaHazards = {
    began: (functionName, crash) => {
      const invocation: Running = { crash, seen: new Map() };
      const others = running.get(functionName) ?? [];
      running.set(functionName, [...others, invocation]);
      return () => {
        const left = (running.get(functionName) ?? []).filter((other) => other !== invocation);
        if (left.length > 0) running.set(functionName, left);
        else running.delete(functionName);
      };
    },
  };
  return { lambda, guard };
}
