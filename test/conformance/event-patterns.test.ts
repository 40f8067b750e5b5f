import { readFileSync } from "node:fs";
import { compile } from "@signalbox/local/services/events/pattern/compile";
import { flatten } from "@signalbox/local/services/events/pattern/flatten";
import { matches } from "@signalbox/local/services/events/pattern/match";
import { testEventPattern } from "@signalbox/local/services/events/test-pattern";
import { describe, expect, test } from "vitest";

interface Recorded {
  readonly id: string;
  readonly via?: string;
  readonly event: unknown;
  readonly pattern?: unknown;
  /** Where the pattern is no JSON. */
  readonly patternText?: string;
  readonly matches?: boolean;
  readonly exception?: { readonly code: string; readonly message: string; readonly messageRaw?: string };
  /** Why a case of the library says nothing about the service. */
  readonly semantics?: string;
}

describe("recorded against EventBridge", () => {
  const cases = read("events-patterns.jsonl");

  test("all 131 cases are there", () => {
    expect(cases).toHaveLength(131);
  });

  test.each(cases.filter(({ exception }) => exception))("$id is refused in AWS's words", (recorded) => {
    const { code, message, messageRaw = message } = recorded.exception!;
    expect(() => testEventPattern(inputOf(recorded))).toThrow(
      expect.objectContaining({ name: code, message: messageRaw }),
    );
  });

  test.each(cases.filter(({ matches }) => matches !== undefined))("$id", (recorded) => {
    // Events that were put lack what the bus adds, so TestEventPattern itself would refuse them.
    const { Pattern, Event } = { Pattern: inputOf(recorded).EventPattern, Event: recorded.event };
    if (typeof Event !== "object" || Event === null) throw new Error("an event is an object");
    expect(matches(compile(Pattern), flatten(Event))).toBe(recorded.matches);
  });
});

describe("from the unit tests of aws/event-ruler", () => {
  const cases = read("event-ruler-matches.jsonl");

  test.each(cases.filter(({ semantics }) => !semantics))("$id", (recorded) => {
    if (typeof recorded.event !== "object" || recorded.event === null)
      throw new Error("an event is an object");
    const { EventPattern } = inputOf(recorded);
    expect(matches(compile(EventPattern), flatten(recorded.event))).toBe(recorded.matches);
  });

  // These come from Ruler's other matcher, which does not flatten; what AWS does is recorded as dot_joining_event.
  test("the four cases about dotted keys are the only ones left out, and match here as on AWS", () => {
    const dotted = cases.filter(({ semantics }) => semantics);
    expect(dotted).toHaveLength(4);
    for (const { event, pattern } of dotted)
      expect(matches(compile(JSON.stringify(pattern)), flatten(Object(event))), JSON.stringify(pattern)).toBe(
        !("source-ip" in Object(Object(pattern).detail)),
      );
  });
});

function read(file: string): readonly Recorded[] {
  const lines = readFileSync(new URL(`../fixtures/conformance/${file}`, import.meta.url), "utf8");
  return lines
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
}

function inputOf({ pattern, patternText, event }: Recorded) {
  return { EventPattern: patternText ?? spaced(pattern), Event: JSON.stringify(event) };
}

/** As Python's json.dumps wrote the patterns when they were recorded; the errors quote that text and its columns. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${spaced(member)}`);
  return `{${members.join(", ")}}`;
}
