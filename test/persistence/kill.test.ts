import { expect, test } from "vitest";
import { moments, play } from "./kill.ts";

test("a release goes on after SIGKILL at seeded moments, and does nothing twice", async () => {
  const whole = await play();
  expect(whole.outcome).toMatchObject({ status: "SUCCEEDED" });
  expect(whole.effects.length).toBeGreaterThan(5);
  const [a = 0, b = 0, c = 0, d = 0] = moments(7, 4, whole.ms);
  for (const two of [
    [a, c],
    [b, d],
  ]) {
    const played = await Promise.all(two.map((moment) => play(moment)));
    for (const { outcome, effects } of played) {
      expect(outcome).toMatchObject({ status: "SUCCEEDED" });
      expect(effects).toEqual(whole.effects);
    }
  }
});
