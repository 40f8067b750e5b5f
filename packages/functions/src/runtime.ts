import { Platform } from "@signalbox/core/platform/platform";
import { createClients } from "./aws/clients.ts";
import type { Runtime } from "./context.ts";
import { systemClock } from "./system-clock.ts";

/** The variable in which a Lambda finds its platform, as JSON. The deployment writes it. */
export const platformVariable = "SIGNALBOX_PLATFORM";

/**
 * What a Lambda on AWS runs with. Throws an Error that names the variable when the deployment did not set it, or when
 * it does not hold a Platform.
 */
export function lambdaRuntime(environment: NodeJS.ProcessEnv): Runtime {
  const text = environment[platformVariable];
  if (text === undefined) throw new Error(`the environment variable ${platformVariable} is not set`);
  const platform = Platform.parse(JSON.parse(text));
  const region = environment.AWS_REGION ?? platform.region;
  return { clock: systemClock, clients: createClients({ region, clock: systemClock }), platform };
}
