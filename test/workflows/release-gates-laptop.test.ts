import { expect, test } from "vitest";
import { loadTest } from "./gates.fixture.ts";
import { onLaptop } from "./laptop.fixture.ts";
import { acts, decide, ending, pushQuietly, reached, start } from "./release.fixture.ts";

const policy = { ladder: [100], bakeSeconds: 3_000, gates: [loadTest] };

test("Given a laptop over real HTTP, when a load test is made, then its own preview listener leads to the candidate, which answers every request", () =>
  onLaptop({ factor: 60, requestsPerSecond: 0, policy }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", {});
    await reached(laptop, "r1", "shifting");
    const judged = (await acts(laptop, "r1")).filter(({ state }) => state === "RunGate");
    expect(judged.map(({ text }) => text)).toEqual([
      expect.stringMatching(/^pass: load: 0 of 40 requests failed, 0 of 40 answers took over/),
    ]);
    await decide(laptop, "abort", "r1");
    await ending(laptop, arn);
  }));
