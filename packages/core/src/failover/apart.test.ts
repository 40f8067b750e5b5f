import { expect, test } from "vitest";
import { isApart } from "./apart.ts";

const minute = 60_000;
const said = { region: "us-east-1", cluster: "restored", at: 10 * minute };

test("a region that says so is apart until a newer row has arrived from what the others follow", () => {
  expect(isApart(said, 9 * minute)).toBe(true);
  expect(isApart(said, undefined)).toBe(true);
  expect(isApart(said, 11 * minute)).toBe(false);
  expect(isApart(undefined, undefined)).toBe(false);
});
