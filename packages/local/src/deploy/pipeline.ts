import { namesOf } from "@signalbox/core/platform/names";
import { publicPort } from "../world/edge/url-of.ts";
import type { Plane } from "../world/plane/plane.ts";
import type { Entry, PlatformDocument } from "./document.ts";

/**
 * The entry with the listeners of this machine, where it writes the stage's pipeline down: the hosts of the stages lead nowhere
 * here. The stage before is to be brought up first; the address of one that is not there stays as it is.
 */
export function withPipeline(
  entry: Entry,
  { config: stage, parameters, publicBalancer }: PlatformDocument,
  plane: Pick<Plane, "listening">,
): Entry {
  const { call } = entry;
  if (call?.operation !== "PutParameter" || call.input.Name !== `${parameters}/pipeline`) return entry;
  const pipeline = JSON.parse(String(call.input.Value));
  const open = (region: string, balancer: string, otherwise: string): string =>
    plane
      .listening()
      .find((one) => one.region === region && one.loadBalancerName === balancer && one.port === publicPort)
      ?.url ?? otherwise;
  const name = parameters.slice(1, -`-${stage}/platform`.length);
  const { staging } = pipeline;
  const before = namesOf({ name, stage: staging.stage }).loadBalancer("public");
  const changed = {
    ...pipeline,
    url: open(call.region, publicBalancer, pipeline.url),
    staging: { ...staging, url: open(staging.region, before, staging.url) },
  };
  return { ...entry, call: { ...call, input: { ...call.input, Value: JSON.stringify(changed) } } };
}
