import type { LambdaHandler } from "../host.ts";
import { answered, threw } from "../outcome.ts";
import type { Sandbox } from "./sandbox.ts";

/** A handler of this process: one that was killed goes on, but nobody hears what it answers, and its clients are dead. */
export function inProcess(handler: LambdaHandler, kill: () => void): Sandbox {
  return {
    pace: 1,
    // The event is a copy of the caller's, made by JSON as on the wire.
    invoke: async (payload, context) => {
      try {
        return answered(await handler(JSON.parse(payload), context));
      } catch (error) {
        return threw(error);
      }
    },
    stop: kill,
  };
}
