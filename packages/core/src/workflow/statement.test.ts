import fc from "fast-check";
import { expect, test } from "vitest";
import { allows, matchesWildcard } from "./statement.ts";

test("wildcards of IAM run over colons and slashes", () => {
  const table = {
    actions: ["dynamodb:*Item"],
    resources: ["arn:aws:dynamodb:*:123456789012:table/ledger-?"],
  };
  expect(allows([table], "dynamodb:PutItem", "arn:aws:dynamodb:eu-west-1:123456789012:table/ledger-1")).toBe(
    true,
  );
  expect(allows([table], "dynamodb:PutItem", "arn:aws:dynamodb:eu-west-1:123456789012:table/ledger-10")).toBe(
    false,
  );
  expect(allows([table], "dynamodb:Query", "arn:aws:dynamodb:eu-west-1:123456789012:table/ledger-1")).toBe(
    false,
  );
});

test("actions are compared without regard to case, resources with it", () => {
  const statement = { actions: ["sns:publish"], resources: ["arn:Topic"] };
  expect(allows([statement], "SNS:Publish", "arn:Topic")).toBe(true);
  expect(allows([statement], "sns:Publish", "arn:topic")).toBe(false);
});

test("an action and a resource that two statements allow apart are not allowed together", () => {
  const statements = [
    { actions: ["a:Get"], resources: ["one"] },
    { actions: ["a:Put"], resources: ["two"] },
  ];
  expect(allows(statements, "a:Put", "one")).toBe(false);
});

test("matching agrees with a regular expression", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", ":"), maxLength: 8 });
  const pattern = fc.string({ unit: fc.constantFrom("a", "b", ":", "*", "?"), maxLength: 6 });
  fc.assert(
    fc.property(pattern, text, (wildcards, given) => {
      const source = wildcards.replaceAll("*", ".*").replaceAll("?", ".");
      expect(matchesWildcard(wildcards, given)).toBe(new RegExp(`^${source}$`).test(given));
    }),
    { numRuns: 2_000 },
  );
});
