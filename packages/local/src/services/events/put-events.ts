import type { PutEventsRequestEntry, PutEventsResultEntry } from "@aws-sdk/client-eventbridge";
import type { AwsEvent, World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import type { CallContext, Input, Output } from "../service.ts";
import { refuseUnsupported } from "../supported.ts";
import { busName } from "./registry.ts";
import type { Routing } from "./router.ts";

/** Of all entries of a call together. */
const bytesAtMost = 256 * 1024;
const entriesAtMost = 10;

/** Checks each entry by itself: a bad one is answered with its error, the others go to their buses. */
export function putEvents(
  world: World,
  { route }: Routing,
  input: Input<"events", "PutEvents">,
  { region }: CallContext,
): Output<"events", "PutEvents"> {
  refuseUnsupported("events:PutEvents", input, ["Entries"]);
  const { Entries: given = [] } = input;
  if (given.length === 0 || given.length > entriesAtMost)
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length ${given.length === 0 ? "greater than or equal to 1" : `less than or equal to ${entriesAtMost}`}`,
    );
  if (given.reduce((sum, entry) => sum + bytes(entry), 0) > bytesAtMost)
    throw new AwsError("ValidationException", "Total size of the entries in the request is over the limit.");
  const results = given.map((entry): PutEventsResultEntry => {
    const detail = parse(entry.Detail);
    const fault = faultOf(entry, detail);
    if (fault) return fault;
    const event = eventOf(world, region, entry, detail);
    const bus = busName(entry.EventBusName);
    // As those of AWS services: the page shows them, and faults befall them.
    if (bus === "default") world.events.publish(event);
    else route(region, bus, event);
    return { EventId: event.id };
  });
  return { FailedEntryCount: results.filter(({ ErrorCode }) => ErrorCode).length, Entries: results };
}

function eventOf(world: World, region: string, entry: PutEventsRequestEntry, detail: unknown): AwsEvent {
  const time = entry.Time ?? new Date(world.clock.now());
  return {
    version: "0",
    id: world.random.uuid(),
    "detail-type": entry.DetailType ?? "",
    source: entry.Source ?? "",
    account: world.account,
    time: `${time.toISOString().slice(0, 19)}Z`,
    region,
    resources: entry.Resources ?? [],
    detail,
  };
}

function faultOf(entry: PutEventsRequestEntry, detail: unknown): PutEventsResultEntry | undefined {
  for (const name of ["Source", "DetailType", "Detail"] as const)
    if (!entry[name])
      return {
        ErrorCode: "InvalidArgument",
        ErrorMessage: `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
      };
  if (entry.Source?.startsWith("aws."))
    return {
      ErrorCode: "NotAuthorizedForSourceException",
      ErrorMessage: "Not authorized for the source.",
    };
  if (typeof detail !== "object" || detail === null || Array.isArray(detail))
    return { ErrorCode: "MalformedDetail", ErrorMessage: "Detail is malformed." };
  return undefined;
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

/** As EventBridge counts: 14 for a given time, and the UTF-8 bytes of the texts. */
function bytes({
  Time,
  Source = "",
  DetailType = "",
  Detail = "",
  Resources = [],
}: PutEventsRequestEntry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), Time ? 14 : 0);
}
