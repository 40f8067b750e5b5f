import { NamedError } from "@signalbox/core/error";
import type { Routing } from "@signalbox/core/platform/failover-places";
import { setStates } from "../aws/routing-controls.ts";
import type { StepContext } from "../context.ts";
import type { Acting } from "./acting.ts";
import { atEndpoints } from "./at-endpoints.ts";
import { insistOnEpoch } from "./fence.ts";

/**
 * Throws ARC's switches, all in one request: On for every region that users may meet, Off for those that they are kept from. Answers by which
 * endpoint. Of a region that is lost, none is asked. Throws `Failover.SwitchesSilent` with what each endpoint answered,
 * `Failover.SwitchesRefused` with what the safety rule says.
 */
export async function throwSwitches(
  context: StepContext,
  { endpoints, controls }: Routing,
  { run, epoch }: Acting,
  { away, lost }: { readonly away: readonly string[]; readonly lost: readonly string[] },
): Promise<string> {
  const isOn = new Map(Object.entries(controls).map(([region, arn]) => [arn, !away.includes(region)]));
  const mark = `${context.visit.execution} ${context.visit.entered} ${context.clock.now()}`;
  const before = () => insistOnEpoch(context, { run, epoch });
  try {
    const answer = await atEndpoints(context, { endpoints, lost, mark, before }, (client, abortSignal) =>
      setStates(client, isOn, { abortSignal }),
    );
    if ("region" in answer) return answer.region;
    throw new NamedError("Failover.SwitchesSilent", `no endpoint took them: ${answer.tried.join(", ")}`);
  } catch (error) {
    if (!(error instanceof Error) || error.name !== "ConflictException") throw error;
    throw new NamedError("Failover.SwitchesRefused", error.message, {}, { cause: error });
  }
}
