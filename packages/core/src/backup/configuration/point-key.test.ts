import fc from "fast-check";
import { expect, test } from "vitest";
import { documentArn, documentOf, pointKey, pointOfKey } from "./point-key.ts";

const at = fc.integer({ min: 0, max: Date.parse("2100-01-01") });
const point = fc.record({
  class: fc.constantFrom("configuration/daily", "configuration/by-week"),
  capturedAt: at,
  expiresAt: at,
  run: fc.stringMatching(/^[\w-]{1,80}$/),
  copied: fc.boolean(),
});

test("a key tells its point, and an ARN its key", () => {
  fc.assert(
    fc.property(point, (one) => {
      const key = pointKey(one);
      expect(pointOfKey(key)).toEqual(one);
      expect(documentOf(documentArn("a-bucket", key))).toEqual({ bucket: "a-bucket", key });
    }),
  );
});

test("what is no key of a point is none, and what a vault of AWS Backup holds is no document", () => {
  fc.assert(fc.property(fc.string(), (text) => pointOfKey(text) === undefined));
  for (const arn of [
    "arn:aws:backup:us-east-1:1:recovery-point:x",
    "arn:aws:rds:us-east-1:1:cluster-snapshot:awsbackup:x",
  ])
    expect(documentOf(arn)).toBeUndefined();
});
