import type { Clock } from "@signalbox/core/clock";
import { platformVariables } from "@signalbox/core/platform/documents";
import { type Clients, createClients } from "./aws/clients.ts";
import { readPlatform } from "./aws/platform-parameters.ts";
import type { Runtime } from "./context.ts";
import { systemClock } from "./system-clock.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** What a Lambda on AWS runs with. */
export async function lambdaRuntime(environment: Environment): Promise<Runtime> {
  const clientsIn = (region: string, endpoint?: string) =>
    createClients({ region, clock: systemClock, ...(endpoint !== undefined && { endpoint }) });
  return await runtimeOf(environment, systemClock, clientsIn(environment.AWS_REGION ?? ""), clientsIn);
}

/**
 * A runtime whose platform is the one that the environment leads to. Throws an Error that names the variable when the
 * deployment did not set it, or the SSM parameter that is missing or wrong.
 */
export async function runtimeOf(
  environment: Environment,
  clock: Clock,
  clients: Clients,
  clientsIn: Runtime["clientsIn"],
): Promise<Runtime> {
  const elsewhere = new Map<string, Clients>();
  const path = environment[platformVariables.path];
  if (path === undefined)
    throw new Error(
      `the environment variable ${platformVariables.path} is not set; deploy the stage, which sets it`,
    );
  return {
    clock,
    clients,
    // Made once for each place: a client that is new has no connection yet, and takes 1 ms to be made.
    clientsIn: (region, endpoint) => {
      const place = endpoint ?? region;
      const made = elsewhere.get(place) ?? clientsIn(region, endpoint);
      elsewhere.set(place, made);
      return made;
    },
    platform: await readPlatform(clients.ssm, path),
  };
}
