import { ConnectionReset } from "../../gate/connection-reset.ts";
import { AwsError } from "../error.ts";
import type { Environment } from "./environment.ts";
import { note } from "./events.ts";
import type { ServiceState } from "./state.ts";
import { insistMs } from "./timing.ts";

/** What a service answers, or that no answer came: the world's doing, not a fault of this program. */
export const mayPass = (error: unknown): error is Error =>
  error instanceof AwsError || error instanceof ConnectionReset;

/** Repeats a call to another service until it succeeds: a fault there must not end a task's or a service's loop. */
export async function insist<T>(
  environment: Environment,
  service: ServiceState,
  what: string,
  signal: AbortSignal,
  act: () => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await act();
    } catch (error) {
      if (!mayPass(error)) throw error;
      note(environment, service, `failed to ${what} with (error ${error.message})`);
      await environment.world.clock.sleep(insistMs, signal);
    }
  }
}
