import * as fc from "fast-check";
import { expect, test } from "vitest";
import { compareTexts } from "./text.ts";

const texts = fc.array(
  fc.constantFrom("a", "b", "\u00e9", "\ud7ff", "\ue000", "\uffff", "\u{10000}", "\u{1f600}"),
);

test("two texts are in the order of their UTF-8 bytes", () => {
  fc.assert(
    fc.property(texts, texts, (left, right) => {
      const [one, other] = [left.join(""), right.join("")];
      const byBytes = Buffer.compare(Buffer.from(one), Buffer.from(other));
      expect(Math.sign(compareTexts(one, other))).toBe(byBytes);
    }),
  );
});
