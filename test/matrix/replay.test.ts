import { expect, test } from "vitest";
import { casesOf, runCase } from "./harness.ts";
import { releaseMatrix } from "./release.ts";

test.each(["crash", "throttled", "repeated-event", "region-dark"])(
  "a cell with the fault %s tells the same story when it is replayed",
  async (fault) => {
    const [promotion] = releaseMatrix.scenarios;
    const cells = await casesOf(releaseMatrix, {
      ...promotion!,
      states: { "release-canary": ["ShiftTraffic"] },
    });
    const cell = cells.find(({ id }) => id.endsWith(`/2/${fault}`))!;
    const first = await runCase(releaseMatrix, cell);
    expect(first.story.length).toBeGreaterThan(30);
    expect(await runCase(releaseMatrix, cell)).toEqual(first);
  },
);
