import type { FailoverPlaces } from "@signalbox/core/platform/failover-places";
import { readState } from "../../aws/routing-controls.ts";
import type { StepContext } from "../../context.ts";
import { atEndpoints } from "../../failover/at-endpoints.ts";

/** Why the switch of this region cannot be read at any endpoint outside of the region that writes, which may be the one that is lost. */
export async function findSilentSwitches(
  context: StepContext,
  { routing }: FailoverPlaces,
  writing: string | undefined,
): Promise<string | undefined> {
  if (!routing) return undefined;
  const { clock, platform } = context;
  const arn = routing.controls[platform.region];
  if (arn === undefined) return `${platform.region} has none; deploy the stage.`;
  const { endpoints } = routing;
  const lost = writing === undefined ? [] : [writing];
  const mark = `${platform.region} ${clock.now()}`;
  try {
    const answer = await atEndpoints(context, { endpoints, lost, mark }, (client, abortSignal) =>
      readState(client, arn, { abortSignal }),
    );
    return "tried" in answer ? `no endpoint answered: ${answer.tried.join(", ")}.` : undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
