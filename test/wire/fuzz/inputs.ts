import type { NormalizedSchema } from "@smithy/core/schema";
import fc from "fast-check";

const region = "us-east-1";
const account = "123456789012";
const arn = (service: string, rest: string): string => `arn:aws:${service}:${region}:${account}:${rest}`;

/** Names of what `fuzzCloud` has created, so that some calls get past the first check, and texts that no name may be. */
const texts = fc.oneof(
  fc.constantFrom(
    "thing",
    "thing:1",
    arn("lambda", "function:thing"),
    arn("states", "stateMachine:thing"),
    arn("states", "execution:thing:run"),
    arn("sns", "thing"),
    arn("sqs", "thing"),
    arn("ecs", "cluster/thing"),
    arn("ecs", "task-definition/thing:1"),
    arn("elasticloadbalancing", "loadbalancer/app/thing/0123456789abcdef"),
    arn("events", "rule/thing"),
    arn("cloudwatch", "alarm:thing"),
    `arn:aws:iam::${account}:role/thing`,
    `http://127.0.0.1:4566/${account}/thing`,
  ),
  fc.constantFrom("", " ", "*", "$LATEST", "0", "-1", "1e999", "null", "{}", "[]", "true", "x".repeat(3000)),
  fc.constantFrom("2026-01-02T03:04:05Z", "rate(1 minute)", "cron(0 0 31 2 ? *)", "at(2026-99-99T00:00:00)"),
  fc.constantFrom("#a = :b", "SET #a = #a + :b", "attribute_exists(", "a.b[99999999999].c", "{% $x %}"),
  fc.constantFrom("__proto__", "constructor", "toString", "\u0000", "\ud800", "ö 漢 🚦"),
  fc.string({ unit: "binary", maxLength: 20 }),
);

const numbers = fc.oneof(
  fc.constantFrom(0, -1, 1, 2, 100, 1.5, -0, 1e9, 2 ** 31, 2 ** 53, 1e308, -1e308),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

const confused: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, false, "", 0, [], {}, [null], [[]], { a: null }, { __proto__: 1 }),
  texts,
  numbers,
  fc.jsonValue({ maxDepth: 2 }),
);

/** A value that is of the schema more often than not, at every level: depth is cut after four. */
export function inputOf(schema: NormalizedSchema, depth = 0): fc.Arbitrary<unknown> {
  if (depth > 4) return confused;
  return fc.oneof({ weight: 7, arbitrary: rightly(schema, depth) }, { weight: 1, arbitrary: confused });
}

function rightly(schema: NormalizedSchema, depth: number): fc.Arbitrary<unknown> {
  if (schema.isUnitSchema()) return fc.constant({});
  if (schema.isStructSchema()) {
    const members = [...schema.structIterator()].map(
      ([name, member]) => [name, inputOf(member, depth + 1)] as const,
    );
    return fc.record(Object.fromEntries(members), { requiredKeys: [] });
  }
  if (schema.isListSchema()) return fc.array(inputOf(schema.getValueSchema(), depth + 1), { maxLength: 3 });
  if (schema.isMapSchema())
    return fc.dictionary(texts, inputOf(schema.getValueSchema(), depth + 1), { maxKeys: 3 });
  if (schema.isBooleanSchema()) return fc.boolean();
  if (schema.isNumericSchema() || schema.isTimestampSchema()) return numbers;
  if (schema.isBlobSchema()) return fc.oneof(fc.base64String({ maxLength: 40 }), texts);
  return texts;
}
