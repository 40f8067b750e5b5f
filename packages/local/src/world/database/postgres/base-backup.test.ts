import { expect, test } from "vitest";
import { segmentsBetween } from "./base-backup.ts";

test("a base backup takes the whole segments of its time, and none that is still being archived", () => {
  const segment = (number: string) => `0000000200000000000000${number}`;
  const files = [
    ...["0E", "0F", "10", "11"].map(segment),
    "00000002.history",
    `${segment("0F")}.00000028.backup`,
    `${segment("0F")}.00000028.backup.new`,
    `${segment("10")}.new`,
  ];
  expect(segmentsBetween(files, segment("0F"), segment("10"))).toEqual([segment("0F"), segment("10")]);
});
