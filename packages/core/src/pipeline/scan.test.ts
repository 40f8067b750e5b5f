import fc from "fast-check";
import { expect, test } from "vitest";
import { judgeScan } from "./scan.ts";

const limits = { critical: 0, high: 2 };

test.each([
  ["nothing that ECR has scanned", undefined, "wait", /not scanned/],
  ["a scan that goes on", { status: "IN_PROGRESS", counts: {} }, "wait", /IN_PROGRESS/],
  ["no findings", { status: "COMPLETE", counts: {} }, "pass", /found nothing/],
  ["findings that have no limit", { status: "ACTIVE", counts: { MEDIUM: 90 } }, "pass", /90 medium/],
  ["as many as are allowed", { status: "COMPLETE", counts: { HIGH: 2 } }, "pass", /2 high/],
  ["one too many", { status: "COMPLETE", counts: { HIGH: 3 } }, "refuse", /3 high, 2 allowed/],
  ["a scan that failed", { status: "FAILED", description: "no layers", counts: {} }, "refuse", /no layers/],
  ["an image that is not scanned", { status: "UNSUPPORTED_IMAGE", counts: {} }, "refuse", /UNSUPPORTED/],
  ["a word that nobody knows", { status: "NEW_WORD", counts: {} }, "refuse", /NEW_WORD/],
] as const)("%s", (_, scan, verdict, sentence) => {
  expect(judgeScan(scan, limits)).toEqual({ verdict, sentence: expect.stringMatching(sentence) });
});

test("more findings never turn a refusal into a pass", () => {
  const counts = fc.record({ CRITICAL: fc.nat(3), HIGH: fc.nat(5), MEDIUM: fc.nat(5) });
  fc.assert(
    fc.property(counts, counts, (some, more) => {
      const sum = {
        CRITICAL: some.CRITICAL + more.CRITICAL,
        HIGH: some.HIGH + more.HIGH,
        MEDIUM: some.MEDIUM + more.MEDIUM,
      };
      const verdict = (of: typeof some) => judgeScan({ status: "COMPLETE", counts: of }, limits).verdict;
      if (verdict(some) === "refuse") expect(verdict(sum)).toBe("refuse");
    }),
  );
});
