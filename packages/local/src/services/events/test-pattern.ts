import { AwsError } from "../error.ts";
import type { Input, Output } from "../service.ts";
import { flatten } from "./pattern/flatten.ts";
import { matches } from "./pattern/match.ts";
import { patternOf } from "./pattern-text.ts";

const required = ["id", "account", "source", "time", "region", "detail-type"];

export function testEventPattern({
  EventPattern = "",
  Event = "",
}: Input<"events", "TestEventPattern">): Output<"events", "TestEventPattern"> {
  const event = parse(Event);
  const pattern = patternOf(EventPattern);
  return { Result: matches(pattern, flatten(event)) };
}

function parse(text: string): object {
  let event: unknown;
  try {
    event = JSON.parse(text);
  } catch {
    throw invalid();
  }
  if (typeof event !== "object" || event === null || !required.every((name) => Object.hasOwn(event, name)))
    throw invalid();
  return event;
}

function invalid(): AwsError {
  return new AwsError("ValidationException", "Parameter Event is not valid.");
}
