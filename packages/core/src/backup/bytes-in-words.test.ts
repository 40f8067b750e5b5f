import { expect, test } from "vitest";
import { bytesInWords } from "./bytes-in-words.ts";

test.each([
  [0, "0 bytes"],
  [999, "999 bytes"],
  [999.9, "1 kB"],
  [4_096, "4.1 kB"],
  [999_999, "1 MB"],
  [931_829_439, "932 MB"],
  [1_500_000_000_000_000, "1500 TB"],
])("%d bytes are %s", (bytes, words) => {
  expect(bytesInWords(bytes)).toBe(words);
});
