import type { Call } from "@signalbox/local/gate/gate";
import { expect, test } from "vitest";
import { cutOff } from "./cut-off.fixture.ts";
import { type AnyLaptop, isByRelease, onLaptop } from "./laptop.fixture.ts";
import { acts, decide, ending, pushQuietly, reached, start } from "./release.fixture.ts";
import { onBlueGreen } from "./release-blue-green.fixture.ts";

const policy = { ladder: [100], bakeSeconds: 120, drainSeconds: 60, holdSeconds: 300 };

/** Weights that the journal of an aborted release tells, of which the n-th change after the abort is cut off. */
async function toldWeights(on: typeof onBlueGreen | typeof onLaptop, n: number): Promise<number[]> {
  let aborted = false;
  const { guard, cut } = cutOff(
    n,
    "after",
    (call: Call) => aborted && isByRelease(call) && /^(ModifyRule|UpdateItem|PutItem)$/.test(call.operation),
  );
  let told: number[] = [];
  const play = async (laptop: AnyLaptop) => {
    await pushQuietly(laptop, "v2");
    const arn = await start(laptop, "r1", { policy: { personSeconds: 60 } });
    await reached(laptop, "r1", "holding");
    aborted = true;
    await decide(laptop, "abort", "r1");
    await ending(laptop, arn);
    told = (await acts(laptop, "r1")).flatMap(({ weight }) => weight ?? []);
  };
  await on({ policy, guards: () => [guard] }, play);
  expect(cut()).toBeDefined();
  return told;
}

// The first changes to rules, journal, run and standing, of either strategy.
test.each([1, 2, 3, 4, 5])(
  "Given a way back that is cut off at its change %d, then its journal still says that the users went back",
  async (n) => {
    expect(await toldWeights(onBlueGreen, n)).toEqual([100, 0]);
    expect((await toldWeights(onLaptop, n)).at(-1)).toBe(0);
  },
);
