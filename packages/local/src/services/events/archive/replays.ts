import type { ReplayDestination, ReplayState } from "@aws-sdk/client-eventbridge";
import type { AwsEvent, World } from "../../../world/world.ts";
import { AwsError } from "../../error.ts";
import { page } from "../../page.ts";
import type { Input, Output } from "../../service.ts";
import { refuseUnsupported } from "../../supported.ts";
import { busName, type Registry } from "../registry.ts";
import type { Routing } from "../router.ts";

export interface Replay {
  readonly name: string;
  readonly arn: string;
  readonly description: string | undefined;
  /** ARN of the archive. */
  readonly source: string;
  readonly destination: ReplayDestination;
  readonly from: Date;
  readonly to: Date;
  readonly startedAt: Date;
  readonly cancel: AbortController;
  state: ReplayState;
  lastReplayed?: Date;
  endedAt?: Date;
}

/**
 * How long a replay is STARTING and CANCELLING. AWS says no time; ours keeps the states visible.
 * It replays minute by minute of the archive's time: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html
 */
const settlingMs = 1000;
const minuteMs = 60_000;

/** Starts a replay of an archive's events between two times, to the bus that they came from. */
export function startReplay(
  world: World,
  region: string,
  registry: Registry,
  routing: Routing,
  stopped: AbortSignal,
  input: Input<"events", "StartReplay">,
): Output<"events", "StartReplay"> {
  const operation = "events:StartReplay";
  refuseUnsupported(operation, input, [
    "ReplayName",
    "Description",
    "EventSourceArn",
    "EventStartTime",
    "EventEndTime",
    "Destination",
  ]);
  const { ReplayName: name = "", EventSourceArn: source = "", Destination: destination } = input;
  if (!/^[.\-_A-Za-z0-9]{1,64}$/.test(name))
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value '${name}' at 'replayName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\.\\-_A-Za-z0-9]+`,
    );
  const bus = registry.bus(destination?.Arn);
  const archive = registry.archive(source.split("archive/")[1] ?? "");
  if (!archive) throw invalid("EventSourceArn", `Archive ${source.split("archive/")[1]} does not exist.`);
  const [from = new Date(0), to = new Date(0)] = [input.EventStartTime, input.EventEndTime];
  if (from >= to) throw invalid("EventEndTime", "EventStartTime must be before EventEndTime.");
  if (archive.source !== bus.arn)
    throw invalid("Destination.Arn", "Cross event bus replay is not permitted.");
  if (registry.replays.has(name))
    throw new AwsError("ResourceAlreadyExistsException", `Replay ${name} already exists.`);
  const replay: Replay = {
    name,
    arn: registry.replayArn(name),
    description: input.Description,
    source,
    destination: { ...destination, Arn: bus.arn },
    from,
    to,
    startedAt: new Date(world.clock.now()),
    cancel: new AbortController(),
    state: "STARTING",
  };
  registry.replays.set(name, replay);
  const events = archive.events.filter(({ event }) => within(event, from, to)).map(({ event }) => event);
  world.background(`replay ${name}`, () =>
    run(world, region, routing, replay, events, AbortSignal.any([replay.cancel.signal, stopped])),
  );
  return { ReplayArn: replay.arn, State: "STARTING", ReplayStartTime: replay.startedAt };
}

async function run(
  { clock }: World,
  region: string,
  routing: Routing,
  replay: Replay,
  events: readonly AwsEvent[],
  signal: AbortSignal,
): Promise<void> {
  const filter = replay.destination.FilterArns;
  const rules = filter && filter.length > 0 ? new Set(filter) : undefined;
  const bus = busName(replay.destination.Arn);
  await clock.sleep(settlingMs, signal);
  replay.state = "RUNNING";
  let minute: number | undefined;
  for (const event of events) {
    const time = Date.parse(event.time);
    const its = Math.floor(time / minuteMs);
    // One pause for each minute that has events, in which a cancellation can come.
    if (its !== minute) await clock.sleep(settlingMs, signal);
    minute = its;
    const marked = { ...event, "replay-name": replay.name };
    routing.replay(region, bus, marked, rules);
    replay.lastReplayed = new Date(time);
  }
  replay.state = "COMPLETED";
  replay.endedAt = new Date(clock.now());
}

export function cancelReplay(
  world: World,
  registry: Registry,
  stopped: AbortSignal,
  { ReplayName }: Input<"events", "CancelReplay">,
): Output<"events", "CancelReplay"> {
  const replay = replayOf(registry, ReplayName);
  if (replay.state !== "STARTING" && replay.state !== "RUNNING")
    throw new AwsError(
      "IllegalStatusException",
      `Replay ${replay.name} is not in a valid state for this operation.`,
    );
  replay.cancel.abort(new DOMException("the replay was cancelled", "AbortError"));
  replay.state = "CANCELLING";
  world.background(`cancelling replay ${replay.name}`, async () => {
    await world.clock.sleep(settlingMs, stopped);
    replay.state = "CANCELLED";
    replay.endedAt = new Date(world.clock.now());
  });
  return { ReplayArn: replay.arn, State: "CANCELLING" };
}

export function describeReplay(
  registry: Registry,
  { ReplayName }: Input<"events", "DescribeReplay">,
): Output<"events", "DescribeReplay"> {
  const replay = replayOf(registry, ReplayName);
  const { arn, description, destination } = replay;
  return {
    ReplayArn: arn,
    ...summary(replay),
    Destination: destination,
    ...(description !== undefined && { Description: description }),
  };
}

export function listReplays(
  registry: Registry,
  input: Input<"events", "ListReplays">,
): Output<"events", "ListReplays"> {
  const { NamePrefix = "", State, EventSourceArn, NextToken, Limit = 100 } = input;
  const found = [...registry.replays.values()].filter(
    ({ name, state, source }) =>
      name.startsWith(NamePrefix) && (State ?? state) === state && (EventSourceArn ?? source) === source,
  );
  const { items, nextToken } = page(found, NextToken, Limit);
  return { Replays: items.map(summary), ...(nextToken && { NextToken: nextToken }) };
}

function replayOf(registry: Registry, name: string | undefined): Replay {
  const replay = registry.replays.get(name ?? "");
  if (!replay) throw new AwsError("ResourceNotFoundException", `Replay ${name} does not exist.`);
  return replay;
}

function summary({ name, source, state, from, to, startedAt, lastReplayed, endedAt }: Replay) {
  return {
    ReplayName: name,
    EventSourceArn: source,
    State: state,
    EventStartTime: from,
    EventEndTime: to,
    ReplayStartTime: startedAt,
    ...(lastReplayed && { EventLastReplayedTime: lastReplayed }),
    ...(endedAt && { ReplayEndTime: endedAt }),
  };
}

function within({ time }: AwsEvent, from: Date, to: Date): boolean {
  const at = Date.parse(time);
  return at >= Math.floor(from.getTime() / 1000) * 1000 && at < to.getTime();
}

function invalid(parameter: string, reason: string): AwsError {
  return new AwsError("ValidationException", `Parameter ${parameter} is not valid. Reason: ${reason}`);
}
