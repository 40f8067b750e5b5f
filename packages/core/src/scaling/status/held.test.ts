import { expect, test } from "vitest";
import { heldAt, readHeld } from "./held.ts";

const period = 10_000;
const seriesOf = (said: readonly number[]) => new Map(said.map((value, at) => [at * period, value]));
const at = (held: readonly number[], came: readonly number[], now: number) =>
  heldAt({ held: seriesOf(held), came: seriesOf(came) }, now);

test("the oldest that is held came when as many came since as are held now", () => {
  expect(at([1, 3, 3, 4], [1, 2, 0, 1], 40_000)).toEqual({ requests: 4, oldestSeconds: 40 });
  expect(at([1, 3, 3, 3], [1, 2, 0, 1], 40_000)).toEqual({ requests: 3, oldestSeconds: 30 });
  expect(at([1, 3, 3, 1], [1, 2, 0, 1], 45_000)).toEqual({ requests: 1, oldestSeconds: 10 });
});

test("where nobody is held nobody waits, and one whose coming was not seen waits since before it was looked for", () => {
  expect(at([2, 0], [2, 0], 20_000)).toEqual({ requests: 0, oldestSeconds: 0 });
  expect(at([1], [0], 10_000)?.oldestSeconds).toBeGreaterThanOrEqual(4000);
});

test("a holder that has said nothing for two minutes keeps nobody knows what", () => {
  expect(at([1], [1], 130_000)).toEqual({ requests: 1, oldestSeconds: 10 });
  expect(at([1], [1], 131_000)).toBeUndefined();
  expect(at([], [], 0)).toBeUndefined();
});

test("its words are asked for by ten seconds, and who was turned away is counted for an hour", async () => {
  const end = 4_000_000;
  const told = await readHeld(
    async (window, queries) => {
      expect(window).toEqual({ start: 0, end });
      expect(new Set(queries.map(({ MetricStat }) => MetricStat.Period))).toEqual(new Set([10]));
      return new Map(queries.map(({ Id }) => [Id, new Map([...seriesOf([5]), [end - period, 2]])]));
    },
    "models-holder",
    end + 9_999,
  );
  expect(told).toEqual({ requests: 2, oldestSeconds: 10, refused: 2 });
});
