import { AwsError } from "../error.ts";
import type { Environment } from "./environment.ts";
import { note } from "./events.ts";
import type { ServiceState } from "./state.ts";
import { insistMs } from "./timing.ts";

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
      if (!(error instanceof AwsError)) throw error;
      note(environment, service, `failed to ${what} with (error ${error.message})`);
      await environment.world.clock.sleep(insistMs, signal);
    }
  }
}
