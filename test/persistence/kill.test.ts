import { expect, test } from "vitest";
import { moments, play } from "./kill.ts";

test("a release goes on after SIGKILL at seeded moments, and does nothing twice", async () => {
  const [first = 0, second = 0, third = 0, fourth = 0] = moments(7, 4);
  // Each is killed twice: a process that starts costs as much as it plays.
  const [whole, ...killed] = await Promise.all([play(), play(first, third), play(second, fourth)]);
  expect(whole?.outcome).toMatchObject({ status: "SUCCEEDED" });
  expect(whole?.effects.length).toBeGreaterThan(5);
  for (const { outcome, effects, kills } of killed) {
    expect(outcome).toMatchObject({ status: "SUCCEEDED" });
    expect(effects).toEqual(whole?.effects);
    expect(kills).toBe(2);
  }
});
