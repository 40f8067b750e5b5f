import type { Route53RecoveryClusterClient } from "@aws-sdk/client-route53-recovery-cluster";
import { type Endpoint, endpointsInTurn } from "@signalbox/core/failover/endpoints-in-turn";
import type { FunctionContext } from "../context.ts";
import { within } from "../web/within.ts";

/** For one endpoint: the five of them fit into the time of a step, which is 60 seconds. */
const endpointSeconds = 5;

/** What no other endpoint of the cluster would answer otherwise. */
const everywhere = ["ConflictException", "ResourceNotFoundException"];

export interface Asking {
  readonly endpoints: readonly Endpoint[];
  /** Regions that may be lost: nothing there is asked. */
  readonly lost: readonly string[];
  /** Another one begins at another endpoint. */
  readonly mark: string;
  /** Before a second endpoint is asked, and a third: what was so may not be any more. */
  before?(): Promise<void>;
}

type Answer = { readonly done: true } | { readonly done: false; readonly why: string };

/**
 * Asks one endpoint of ARC's cluster after the other until one has answered: its region, or of each that was asked what it said. Throws what
 * every one of them would answer.
 */
export async function atEndpoints(
  context: FunctionContext,
  { endpoints, lost, mark, before }: Asking,
  ask: (client: Route53RecoveryClusterClient, signal: AbortSignal) => Promise<unknown>,
): Promise<{ readonly region: string } | { readonly tried: readonly string[] }> {
  const tried: string[] = [];
  for (const { region, url } of endpointsInTurn(endpoints, lost, mark)) {
    if (tried.length > 0) await before?.();
    const answer = await within<Answer>(
      // Not with its hold, as the tables of the epochs: in the clock's own world clients wait between two tries.
      { clock: context.clock, signal: context.signal },
      endpointSeconds,
      () => ({ done: false, why: `no answer within ${endpointSeconds} s` }),
      async (signal) => {
        try {
          await ask(context.clientsIn(region, url).route53RecoveryCluster, signal);
          return { done: true };
        } catch (error) {
          if (!(error instanceof Error) || everywhere.includes(error.name)) throw error;
          return { done: false, why: `${error.name}: ${error.message}` };
        }
      },
    );
    if (answer.done) return { region };
    tried.push(`${region} (${answer.why})`);
  }
  return { tried };
}
