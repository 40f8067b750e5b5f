import { expect, test } from "vitest";
import { withDiagrams } from "./page.ts";

const page =
  "# Title\n<!-- diagram: one; written by npm run diagrams -->\nold\n<!-- /diagram -->\n" +
  "between\n<!-- diagram: two; written by npm run diagrams -->\n<!-- /diagram -->\nend\n";

test("a diagram takes the place of what stood between its markers, and a second run changes nothing", () => {
  const once = withDiagrams(page, { one: "first", two: "second" });
  expect(once).toContain("-->\n\nfirst\n\n<!-- /diagram -->\nbetween");
  expect(once).toContain("-->\n\nsecond\n\n<!-- /diagram -->\nend");
  expect(once).not.toContain("old");
  expect(withDiagrams(once, { one: "first", two: "second" })).toBe(once);
});

test("a diagram without a place and a place without a diagram are refused", () => {
  expect(() => withDiagrams(page, { one: "1", two: "2", three: "3" })).toThrow("diagram: three");
  expect(() => withDiagrams(page, { one: "1" })).toThrow("nothing is drawn for two");
});
