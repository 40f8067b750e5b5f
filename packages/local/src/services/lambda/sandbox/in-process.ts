import type { LambdaHandler } from "../host.ts";
import { answered, threw } from "../outcome.ts";
import type { Sandbox } from "./sandbox.ts";

/**
 * A handler of this process: one that was killed goes on, but nobody hears what it answers, and its clients are dead.
 * `written` gathers the lines that it logs.
 */
export function inProcess(handler: LambdaHandler, written: string[], kill: () => void): Sandbox {
  return {
    // The event is a copy of the caller's, made by JSON as on the wire.
    invoke: async (payload, context) => {
      const run = async () => answered(await handler(JSON.parse(payload), context));
      const outcome = await run().catch(threw);
      const log = written.splice(0);
      return log.length > 0 ? { ...outcome, log } : outcome;
    },
    stop: kill,
  };
}
