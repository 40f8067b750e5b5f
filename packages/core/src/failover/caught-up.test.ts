import { expect, test } from "vitest";
import { hasCaughtUp, rowsArrive } from "./caught-up.ts";

const now = 1_800_000_000_000;

test("a secondary has caught up where its newest lag is of seconds", () => {
  const falls = [
    { at: now - 120_000, lagMs: 600_000 },
    { at: now - 60_000, lagMs: 900 },
  ];
  expect(hasCaughtUp(falls, now)).toBe(true);
  expect(hasCaughtUp(falls.slice(0, 1), now)).toBe(false);
});

test("a lag that nobody has told of for three minutes, or never, is none that is small", () => {
  expect(hasCaughtUp([{ at: now - 200_000, lagMs: 5 }], now)).toBe(false);
  expect(hasCaughtUp([], now)).toBe(false);
});

test("rows arrive where the newest is of the last minutes, and not where nobody can read it", () => {
  expect(rowsArrive(now - 120_000, now)).toBe(true);
  expect(rowsArrive(now - 360_000, now)).toBe(false);
  expect(rowsArrive(undefined, now)).toBe(false);
});
