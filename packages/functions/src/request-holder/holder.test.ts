import { virtualClock } from "@signalbox/local/world/clock";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Holder, type Visit } from "./holder.ts";

/** A holder before replicas that serve or do not, and what reached them. */
function holding(more: { most?: number; mostBytes?: number; patienceMs?: number } = {}) {
  const clock = virtualClock();
  const there = { serves: false };
  const reached: string[] = [];
  const { most = 50, mostBytes = 1_000, patienceMs = 60_000 } = more;
  let looks = 0;
  const holder = new Holder({
    clock,
    limits: { most, mostBytes },
    patienceMs,
    look: async () => {
      looks++;
      return there.serves ? "serves" : "nobody";
    },
  });
  const ask = (name: string, bytes = 0, gone = new AbortController().signal) => {
    const visit: Visit = {
      bytes,
      gone,
      attempt: async () => {
        if (!there.serves) return "nobody";
        reached.push(name);
        return "answered";
      },
    };
    return { visit, ending: holder.meet(visit) };
  };
  return { clock, there, reached, holder, ask, looks: () => looks };
}

test("while a replica serves, a request passes at once, and nobody looks", async () => {
  const { clock, there, reached, holder, ask, looks } = holding();
  there.serves = true;
  await holder.look();
  expect(await ask("a").ending).toBe("answered");
  await clock.run(clock.sleep(60_000));
  expect([reached, looks()]).toEqual([["a"], 1]);
  expect(holder.word()).toEqual({ held: 0, came: 0, passed: 0, refused: 0, nobody: 0 });
});

test("while none does, requests are held, and go on in their order as soon as one answers", async () => {
  const { clock, there, reached, holder, ask } = holding();
  const endings = ["a", "b", "c"].map((name) => ask(name).ending);
  await clock.run(clock.sleep(20_000));
  expect(reached).toEqual([]);
  expect(holder.word()).toMatchObject({ held: 3, came: 3, passed: 0 });
  there.serves = true;
  expect(await clock.run(Promise.all(endings))).toEqual(["answered", "answered", "answered"]);
  expect(reached).toEqual(["a", "b", "c"]);
  expect(holder.word()).toMatchObject({ held: 0, came: 0, passed: 3 });
});

test("a replica that goes is learnt by the first request that finds nobody, which is held and not lost", async () => {
  const { clock, there, reached, holder, ask } = holding();
  there.serves = true;
  await holder.look();
  there.serves = false;
  const { ending } = ask("a");
  await clock.run(clock.sleep(5_000));
  expect(holder.serves).toBe(false);
  expect(holder.word()).toMatchObject({ held: 1, came: 1, nobody: 3 });
  there.serves = true;
  expect(await clock.run(ending)).toBe("answered");
  expect(reached).toEqual(["a"]);
});

test("who finds nobody while a look finds somebody is sent anew every two seconds, and not without end in one", async () => {
  const clock = virtualClock();
  let attempts = 0;
  const limits = { most: 5, mostBytes: 10 };
  const holder = new Holder({ clock, limits, patienceMs: 20_000, look: async () => "serves" });
  const attempt = async () => {
    attempts++;
    return "nobody" as const;
  };
  const ending = holder.meet({ bytes: 0, gone: new AbortController().signal, attempt });
  expect(await clock.run(ending)).toBe("late");
  expect(attempts).toBeGreaterThan(5);
  expect(attempts).toBeLessThan(15);
});

test("what has waited as long as it may is refused, and so is what finds no room", async () => {
  const { clock, holder, ask } = holding({ most: 1, patienceMs: 30_000 });
  const first = ask("a").ending;
  expect(await ask("b").ending).toBe("full");
  const began = clock.now();
  expect(await clock.run(first)).toBe("late");
  expect(clock.now() - began).toBe(30_000);
  expect(holder.word()).toMatchObject({ held: 0, came: 2, refused: 2 });
});

test("a body that outgrows what may be held is refused, and the others stay", async () => {
  const { clock, there, holder, ask } = holding({ mostBytes: 100 });
  const one = ask("a", 60);
  const two = ask("b", 30);
  holder.grew(two.visit, 20);
  expect(await two.ending).toBe("full");
  there.serves = true;
  expect(await clock.run(one.ending)).toBe("answered");
});

test("whose client leaves is held no longer, and nobody looks for one who has left", async () => {
  const { clock, holder, ask, looks } = holding();
  const leaving = new AbortController();
  const { ending } = ask("a", 10, leaving.signal);
  leaving.abort();
  expect(await ending).toBe("left");
  const before = looks();
  await clock.run(clock.sleep(60_000));
  expect(looks()).toBeLessThanOrEqual(before + 1);
  expect(holder.word()).toMatchObject({ held: 0, refused: 0 });
});

test("when it is to end, whoever is held is refused at once, and so is who comes", async () => {
  const { holder, ask } = holding();
  const { ending } = ask("a");
  holder.stop();
  expect(await ending).toBe("stopped");
  expect(await ask("b").ending).toBe("stopped");
});

test("whatever comes and however replicas come and go, each request has one end, and the planner counts each that came once", async () => {
  const step = fc.record({ after: fc.nat(20_000), kind: fc.constantFrom("ask", "up", "down") });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const { clock, there, reached, holder, ask } = holding({ patienceMs: 30_000, most: 5 });
      const endings: Promise<string>[] = [];
      const sums = { came: 0, passed: 0, refused: 0 };
      const hear = () => {
        const word = holder.word();
        sums.came += word.came;
        sums.passed += word.passed;
        sums.refused += word.refused;
        return word.held;
      };
      await clock.run(
        (async () => {
          for (const { after, kind } of steps) {
            await clock.sleep(after);
            if (kind === "ask") endings.push(ask(`${endings.length}`).ending);
            else there.serves = kind === "up";
            hear();
          }
          await clock.sleep(60_000);
        })(),
      );
      expect(hear()).toBe(0);
      const ends = await Promise.all(endings);
      expect(new Set(reached).size).toBe(reached.length);
      expect(ends.filter((end) => end === "answered")).toHaveLength(reached.length);
      expect(sums.refused).toBe(ends.length - reached.length);
      // What the replicas count, and what came to be held less what went on to them.
      expect(reached.length + sums.came - sums.passed).toBe(ends.length);
    }),
    { numRuns: 60 },
  );
});
