import { inTime } from "@signalbox/core/in-time";
import type { Reach } from "@signalbox/functions/web/reach";
import type { Cloud } from "../cloud.ts";
import { Resolver } from "../world/edge/resolver.ts";
import { urlOf } from "../world/edge/url-of.ts";
import type { PlatformDocument } from "./document.ts";

/** As long as a browser that nobody tells otherwise. */
const usualMs = 10_000;

/**
 * How a Lambda of a region reaches the platform by its names: over the edge, and what lies between the regions. Of the rest of
 * the internet, which is not here, it learns only whether the region still reaches it.
 */
export function reachFrom(
  { world, names }: Pick<Cloud, "world" | "names">,
  from: string,
  { publicHost, publicBalancer, regions: [only = ""] }: PlatformDocument,
): Reach {
  const { clock, plane, links } = world;
  const resolver = new Resolver(clock, names);
  const lead = (host: string) => {
    const isOurs = host === publicHost || host === `${only}.${publicHost}`;
    return (
      resolver.resolve(host) ?? (isOurs ? { region: only, loadBalancerName: publicBalancer } : undefined)
    );
  };
  return async (url, { method = "GET", headers = {}, body = "", timeoutMs } = { timeoutMs: usualMs }) => {
    const { hostname: host, pathname, search } = new URL(url);
    const destination = lead(host);
    const local = urlOf(plane, destination);
    if (destination && local === undefined) throw new Error(`nothing listens where ${host} leads`);
    if (local === undefined) {
      if (!links.join(from, from) || !links.join(undefined, from)) throw new Error(`${host} is not reached`);
      return { status: 200, text: "" };
    }
    const ask = () => plane.ask(local, { method, path: pathname + search, host, headers, body, from });
    const answer = await inTime(clock, timeoutMs, () => undefined, ask);
    if (!answer) throw new Error(`${host} gave no answer within ${timeoutMs / 1000} s`);
    return answer;
  };
}
