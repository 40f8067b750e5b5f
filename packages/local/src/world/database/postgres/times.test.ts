import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { Times } from "./times.ts";

const folder = mkdtempSync(join(tmpdir(), "signalbox-times-"));
afterAll(() => rmSync(folder, { recursive: true }));
let files = 0;

/** A world whose time runs `pace` times as fast as real time, from now on; looked at four times a second. */
function timed() {
  const now = { real: 1_000_000, world: 5_000_000, pace: 1 };
  const file = join(folder, `${files++}.json`);
  const open = () => new Times({ now: () => now.world }, file, () => now.real);
  const state = { times: open() };
  const pass = (quarters: number): void => {
    for (let quarter = 0; quarter < quarters; quarter++) {
      now.real += 250;
      now.world += 250 * now.pace;
      state.times.look();
    }
  };
  return { now, pass, file, state, open };
}

test("a time of the world is found in real time, however the world's pace has changed", () => {
  fc.assert(
    fc.property(
      fc.array(fc.record({ pace: fc.constantFrom(1, 10, 60), quarters: fc.integer({ min: 2, max: 40 }) }), {
        minLength: 1,
        maxLength: 6,
      }),
      (stretches) => {
        const { now, pass, state } = timed();
        const moments: { world: number; real: number; pace: number }[] = [];
        for (const { pace, quarters } of stretches) {
          now.pace = pace;
          for (let quarter = 0; quarter < quarters; quarter++) {
            pass(1);
            moments.push({ world: now.world, real: now.real, pace });
          }
        }
        for (const { world, real } of moments)
          expect(Math.abs(state.times.realOf(world) - real)).toBeLessThanOrEqual(20);
      },
    ),
    { numRuns: 50 },
  );
});

test("an even pace is remembered in a few numbers, and by the next process", () => {
  const { now, pass, file, state, open } = timed();
  now.pace = 10;
  pass(401);
  const middle = { world: now.world, real: now.real };
  now.pace = 1;
  pass(400);
  expect(JSON.parse(readFileSync(file, "utf8")).length).toBeLessThan(6);
  state.times = open();
  expect(Math.abs(state.times.realOf(middle.world) - middle.real)).toBeLessThanOrEqual(20);
});

test("a pace that never rests is remembered in bounds, and old times are found roughly", () => {
  const { now, pass, file, state } = timed();
  pass(1);
  const early = { world: now.world, real: now.real };
  for (let stretch = 0; stretch < 2200; stretch++) {
    now.pace = stretch % 2 === 0 ? 10 : 12;
    pass(2);
  }
  expect(JSON.parse(readFileSync(file, "utf8")).length).toBeLessThanOrEqual(2001);
  expect(Math.abs(state.times.realOf(early.world) - early.real)).toBeLessThanOrEqual(1000);
});

test("a time that has not come is now", () => {
  const { now, pass, state } = timed();
  pass(10);
  expect(state.times.realOf(now.world + 60_000)).toBe(now.real);
});
