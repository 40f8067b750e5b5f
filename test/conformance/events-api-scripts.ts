import { readFileSync } from "node:fs";
import { AwsError } from "@signalbox/local/services/error";
import { events } from "@signalbox/local/services/events/service";
import { logs } from "@signalbox/local/services/logs/service";
import type { ServiceName } from "@signalbox/local/services/modules";
import { sqs } from "@signalbox/local/services/sqs/service";
import { surroundings } from "@signalbox/local/services/testing";
import { agrees } from "./step-functions-match.ts";

interface Step {
  readonly service: string;
  readonly op: string;
  readonly args: Readonly<Record<string, unknown>>;
  readonly expect?: readonly { readonly key: string; readonly value: unknown }[];
}

export interface Script {
  readonly id: string;
  readonly steps: readonly Step[];
}

export const scripts: readonly Script[] = readFileSync(
  new URL("../fixtures/conformance/events-api.jsonl", import.meta.url),
  "utf8",
)
  .trim()
  .split("\n")
  .map((line) => JSON.parse(line));

type World = ReturnType<typeof surroundings>;

/** Plays a script against the local cloud. @returns what differs from the recorded answers, empty where nothing does */
export async function play(script: Script): Promise<string[]> {
  const world = surroundings((shared) => [events(shared), logs(shared), sqs(shared)], {
    start: Date.parse("2026-11-21T10:14:27Z"),
    account: "111111111111",
  });
  const queues = queueNames(script);
  const answers: unknown[] = [];
  const wrong: string[] = [];
  for (const [index, step] of script.steps.entries()) {
    const answer = await perform(world, step, answers, queues);
    answers.push(answer);
    for (const { key, value } of step.expect ?? [])
      if (!agrees(JSON.parse(JSON.stringify(answer)), unmasked(value) as never))
        wrong.push(`${index} ${key}: ${JSON.stringify(answer)} instead of ${JSON.stringify(value)}`);
  }
  await world.stop();
  return wrong;
}

/** The recorder lost how its queues were made; their names stand in later calls, numbered in the order of making. */
function queueNames(script: Script): string[] {
  return [...new Set(JSON.stringify(script).match(/test-queue-[0-9a-f]{8}/g))].sort();
}

async function perform(
  world: World,
  { service, op, args }: Step,
  answers: readonly unknown[],
  queues: string[],
): Promise<unknown> {
  if (op === "put_events_with_filter_to_sqs") return putFiltered(world, args, answers);
  const fixture = service === "fixture";
  const name = op.replace(/^events_/, "");
  const given = fixture ? Object(args.k) : args;
  const input = name === "create_queue" ? { QueueName: queues.shift() } : resolved(given, answers);
  try {
    // The recording's arguments are the operation's input.
    return await world.call(
      (fixture ? "events" : service) as ServiceName,
      pascal(name) as never,
      input as never,
    );
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    return { Error: { Code: error.name, Message: error.message }, httpStatus: error.statusCode };
  }
}

/** The recorder's own helper: puts the entries ten at a time, to the bus that the script made. */
async function putFiltered({ call }: World, args: Step["args"], [made]: readonly unknown[]): Promise<object> {
  const bus = Object(made).EventBusArn;
  const batches = Object(args).entries_asserts.map(([entries]: [object[]]) => entries);
  for (const batch of batches)
    await call("events", "PutEvents", {
      Entries: batch.map((entry: object) => ({ ...entry, ...(bus && { EventBusName: bus }) })),
    });
  return {};
}

const pascal = (name: string): string =>
  name.replaceAll(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Earlier answers, times and Python's lists in place of the texts that stand for them. */
function resolved(value: unknown, answers: readonly unknown[]): unknown {
  if (typeof value === "string") {
    const [, call, member] = /^<call(\d+)\.(\w+)>$/.exec(value) ?? [];
    if (call !== undefined && member !== undefined) return Object(answers[Number(call)])[member];
    if (/^\d{4}-\d\d-\d\d \d\d:/.test(value))
      return new Date(value.replace(" ", "T").replace(/(\.\d{3})\d*/, "$1"));
    if (value.startsWith("[{'")) return JSON.parse(value.replaceAll("'", '"'));
    return value;
  }
  if (Array.isArray(value)) return value.map((item) => resolved(item, answers));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, resolved(member, answers)]));
}

/** Masks that the recorder wrote without angle brackets, such as target-arn. */
function unmasked(value: unknown): unknown {
  if (typeof value === "string") return /^[a-z-]+-(arn|id)$/.test(value) ? "<any>" : value;
  if (Array.isArray(value)) return value.map(unmasked);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, unmasked(member)]));
}
