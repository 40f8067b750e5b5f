import { expect, test } from "vitest";
import { moments, play } from "./kill.ts";

test("a release goes on after SIGKILL at seeded moments, and does nothing twice", async () => {
  const [whole, ...killed] = await Promise.all([play(), ...moments(7, 4).map((moment) => play(moment))]);
  expect(whole?.outcome).toMatchObject({ status: "SUCCEEDED" });
  expect(whole?.effects.length).toBeGreaterThan(5);
  for (const { outcome, effects } of killed) {
    expect(outcome).toMatchObject({ status: "SUCCEEDED" });
    expect(effects).toEqual(whole?.effects);
  }
});
