import fc from "fast-check";
import { expect, test } from "vitest";
import { virtualClock } from "../../clock.ts";
import { InFlight } from "./in-flight.ts";

test("whatever is added and when, it ends once, not before its time and within a second after", async () => {
  const additions = fc.array(fc.record({ after: fc.nat(5_000), lasts: fc.nat(90_000) }), {
    minLength: 1,
    maxLength: 30,
  });
  await fc.assert(
    fc.asyncProperty(additions, async (list) => {
      const clock = virtualClock();
      const inFlight = new InFlight(clock, new AbortController().signal);
      const late: number[] = [];
      await clock.run(
        (async () => {
          for (const { after, lasts } of list) {
            await clock.sleep(after);
            const endsAt = clock.now() + lasts;
            inFlight.add({ endsAt, end: () => late.push(clock.now() - endsAt) });
          }
          await clock.sleep(100_000);
        })(),
      );
      expect(late).toHaveLength(list.length);
      for (const ms of late) {
        expect(ms).toBeGreaterThanOrEqual(0);
        expect(ms).toBeLessThanOrEqual(1_000);
      }
    }),
  );
});

test("what is taken out does not end", async () => {
  const clock = virtualClock();
  const inFlight = new InFlight<{ endsAt: number; end(): void; name: string }>(
    clock,
    new AbortController().signal,
  );
  const ended: string[] = [];
  await clock.run(
    (async () => {
      for (const name of ["a", "b"])
        inFlight.add({ name, endsAt: clock.now() + 2_000, end: () => ended.push(name) });
      expect(inFlight.take(({ name }) => name === "a").map(({ name }) => name)).toEqual(["a"]);
      await clock.sleep(5_000);
    })(),
  );
  expect(ended).toEqual(["b"]);
});
