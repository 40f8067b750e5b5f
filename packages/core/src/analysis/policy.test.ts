import { describe, expect, test } from "vitest";
import { AnalysisPolicy } from "./policy.ts";

describe("the policy of the judge", () => {
  const fields = Object.entries(AnalysisPolicy.shape);

  test.each(fields)("%s says what it is, and its example is valid", (name, schema) => {
    const { description, examples } = schema.meta() ?? {};
    expect(description).toBeTruthy();
    expect(examples).toHaveLength(1);
    for (const example of Array.isArray(examples) ? examples : [])
      expect(AnalysisPolicy.safeParse({ unacceptableRatio: 100, [name]: example }).success).toBe(true);
  });

  test("is whole by its defaults", () => {
    expect(Object.keys(AnalysisPolicy.parse({}))).toEqual(fields.map(([name]) => name));
  });

  test("refuses a tolerated ratio that is no better than the unacceptable one, and misspelt fields", () => {
    expect(AnalysisPolicy.safeParse({ toleratedRatio: 2 }).error?.issues[0]?.path).toEqual([
      "unacceptableRatio",
    ]);
    expect(AnalysisPolicy.safeParse({ tolleratedRatio: 2 }).success).toBe(false);
  });
});
