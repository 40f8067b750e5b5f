import { expect, test } from "vitest";
import { missing } from "./diary.ts";

const at = (at: number, content = "x") => ({ at, row: { id: `m${at}`, content } });

test("missing is what was acknowledged up to the moment and is not there as it was", () => {
  const acknowledged = [at(1), at(2), at(3), at(9)];
  const rows = [
    { content: "x", id: "m1" },
    { id: "m2", content: "other" },
  ];
  expect(missing(acknowledged, 3, rows).map((one) => one.at)).toEqual([2, 3]);
});
