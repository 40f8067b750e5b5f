import { previewPort } from "@signalbox/core/platform/hosts";
import type { Plane } from "../world/plane/plane.ts";
import type { Entry, PlatformDocument } from "./document.ts";

/**
 * The entry with the preview listener of this machine, where it writes a service of the platform down: the names of the stage
 * lead nowhere, and the port is whichever was free. A modelled listener has no address that anybody could ask.
 */
export function withPreview(
  entry: Entry,
  { parameters, publicBalancer }: PlatformDocument,
  plane: Pick<Plane, "listening">,
): Entry {
  const { call } = entry;
  if (call?.operation !== "PutParameter") return entry;
  const { Name, Value } = call.input;
  if (typeof Name !== "string" || typeof Value !== "string" || !isService(parameters, Name)) return entry;
  const service = JSON.parse(Value);
  const open = plane
    .listening()
    .find(
      ({ region, loadBalancerName, port }) =>
        region === call.region && loadBalancerName === publicBalancer && port === previewPort,
    );
  if (service.previewAddress === undefined || !open?.url.startsWith("http")) return entry;
  const changed = { ...service, previewAddress: { ...service.previewAddress, url: open.url } };
  return { ...entry, call: { ...call, input: { ...call.input, Value: JSON.stringify(changed) } } };
}

const isService = (parameters: string, name: string): boolean =>
  name.startsWith(`${parameters}/groups/`) && name.includes("/services/");
