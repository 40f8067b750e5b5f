import type { Word } from "@signalbox/core/scaling/spill/room";
import { virtualClock } from "@signalbox/local/world/clock";
import { expect, test } from "vitest";
import { Away } from "./away.ts";
import { Holder, type Visit, type Way } from "./holder.ts";

/** A holder whose planner says so many percent, and the replicas here and there. */
function spilling(percent: number) {
  const clock = virtualClock();
  const there = { home: true, away: true, takes: true, heard: true };
  const went: Way[] = [];
  let word: Word | undefined;
  const say = (now: number | undefined) => {
    word =
      now === undefined
        ? undefined
        : { at: clock.now(), spill: { to: "eu-west-1", percent: now, because: "sent" } };
  };
  say(percent);
  const away = new Away({
    clock,
    hear: async () => {
      if (!there.heard) throw new Error("the table does not answer");
      return word;
    },
    look: async () => there.away,
  });
  const holder = new Holder({
    clock,
    limits: { most: 50, mostBytes: 1_000 },
    patienceMs: 600_000,
    look: async () => (there.home ? "serves" : "nobody"),
    away,
  });
  const ask = () => {
    const visit: Visit = {
      bytes: 0,
      gone: new AbortController().signal,
      attempt: async (way) => {
        if (way === "away" ? !there.takes : !there.home) return "nobody";
        went.push(way);
        return "answered";
      },
    };
    return holder.meet(visit);
  };
  const many = async (count: number) => {
    went.length = 0;
    const endings = Array.from({ length: count }, ask);
    await Promise.all(endings);
    return went.filter((way) => way === "away").length;
  };
  return { clock, there, went, say, away, holder, ask, many };
}

test("the share that the planner names goes to the other region and is counted, the rest is served here", async () => {
  const { away, holder, many } = spilling(30);
  await holder.look();
  await away.ask();
  expect(await many(100)).toBe(30);
  expect(holder.word()).toEqual({ held: 0, came: 0, passed: 0, refused: 0, nobody: 0, spilled: 30 });
});

test("nothing goes before the other region has answered, and nothing while it does not", async () => {
  const { there, away, holder, many } = spilling(100);
  await holder.look();
  expect(await many(10)).toBe(0);
  there.away = false;
  await away.ask();
  expect(await many(10)).toBe(0);
  there.away = true;
  await away.ask();
  expect(await many(10)).toBe(10);
});

test("what the other region does not take is served here, and nobody else goes until it answers again", async () => {
  const { there, away, holder, many } = spilling(100);
  await holder.look();
  await away.ask();
  there.takes = false;
  expect(await many(10)).toBe(0);
  there.takes = true;
  expect(await many(10)).toBe(0);
  await away.ask();
  expect(await many(10)).toBe(10);
});

test("a word counts for three minutes: when the planner is dead, or its table deaf, all are served here again", async () => {
  const { clock, there, away, holder, many } = spilling(100);
  await holder.look();
  const over = new AbortController();
  void away.run(over.signal);
  await clock.run(clock.sleep(170_000));
  expect(await many(10)).toBe(10);
  there.heard = false;
  await clock.run(clock.sleep(20_000));
  expect(await many(10)).toBe(0);
  over.abort();
});

test("a word from a clock that is ahead, and none at all, send nothing", async () => {
  const { clock, say, away, holder, many } = spilling(100);
  await holder.look();
  await clock.run(clock.sleep(1_000));
  say(undefined);
  await away.ask();
  expect(await many(10)).toBe(0);
  const ahead = new Away({
    clock,
    hear: async () => ({
      at: clock.now() + 60_000,
      spill: { to: "eu-west-1", percent: 100, because: "sent" },
    }),
    look: async () => true,
  });
  await ahead.ask();
  expect(ahead.share).toBe(0);
});

test("whoever is held because nobody serves here goes as soon as the planner says so, each counted once", async () => {
  const { clock, there, say, away, holder, ask } = spilling(0);
  there.home = false;
  const over = new AbortController();
  void away.run(over.signal);
  const endings = [ask(), ask(), ask()];
  await clock.run(clock.sleep(30_000));
  expect(holder.word()).toMatchObject({ held: 3, came: 3, spilled: 0 });
  say(100);
  expect(await clock.run(Promise.all(endings))).toEqual(["answered", "answered", "answered"]);
  expect(holder.word()).toMatchObject({ held: 0, came: 0, passed: 3, spilled: 3, refused: 0 });
  over.abort();
});

test("with a share below all, the same ones stay held however often it is looked, and go when it rises", async () => {
  const { clock, there, went, say, away, holder, ask } = spilling(50);
  there.home = false;
  const over = new AbortController();
  void away.run(over.signal);
  const endings = Array.from({ length: 10 }, ask);
  const saying = (async () => {
    for (let minute = 0; minute < 4; minute++) {
      say(50);
      await clock.sleep(60_000);
    }
  })();
  await clock.run(saying);
  expect(went).toHaveLength(5);
  expect(holder.word()).toMatchObject({ held: 5, came: 10, passed: 5, spilled: 5 });
  say(100);
  await clock.run(Promise.all(endings));
  expect(went).toHaveLength(10);
  over.abort();
});
