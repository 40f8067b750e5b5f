import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Ticket } from "./ticket.ts";
import { type Look, turnOf } from "./turn.ts";

const ticket = (run: string, askedAt: number, more: Partial<Ticket> = {}): Ticket => ({
  run,
  askedAt,
  execution: `arn:${run}`,
  requestedBy: "ada",
  image: `open-webui:${run}`,
  whenBusy: "queue",
  back: false,
  until: 10_000,
  ...more,
});

const look = (more: Partial<Look> = {}): Look => ({
  mine: ticket("r2", 2),
  waiting: [],
  holder: undefined,
  last: undefined,
  freeze: undefined,
  now: 100,
  ...more,
});
const baking = { run: "r1", phase: "baking", back: false } as const;
const holding = { run: "r1", phase: "holding", back: false } as const;
const freeze = { name: "the window weekend", reason: "nobody is in", until: 500 };

describe("a release that wants its turn", () => {
  test.each<[string, Partial<Look>, object]>([
    ["takes a free lock", {}, { kind: "take" }],
    ["waits for one that runs", { holder: baking }, { kind: "wait", supersede: false }],
    [
      "that refuses to wait ends",
      { mine: ticket("r2", 2, { whenBusy: "refuse" }), holder: baking },
      { kind: "end", error: "Release.Locked", why: "release r1 is baking" },
    ],
    [
      "that supersedes tells the one before promotion to turn back",
      { mine: ticket("r2", 2, { whenBusy: "supersede" }), holder: baking },
      { kind: "wait", supersede: true },
    ],
    [
      "that supersedes waits for one past promotion",
      { mine: ticket("r2", 2, { whenBusy: "supersede" }), holder: holding },
      { kind: "wait", supersede: false },
    ],
    [
      "that supersedes waits for one of which nothing is known yet",
      { mine: ticket("r2", 2, { whenBusy: "supersede" }), holder: { ...baking, phase: undefined } },
      { kind: "wait", supersede: false },
    ],
    [
      "that supersedes waits for a way back",
      { mine: ticket("r2", 2, { whenBusy: "supersede" }), holder: { ...baking, back: true } },
      { kind: "wait", supersede: false },
    ],
    [
      "ends when a newer one waits",
      { holder: baking, waiting: [ticket("r3", 3)] },
      { kind: "end", error: "Release.Superseded", why: "release r3 of open-webui:r3 is newer" },
    ],
    ["does not mind an older one that waits", { waiting: [ticket("r1", 1)] }, { kind: "take" }],
    [
      "ends when a newer one has had its turn",
      { last: { run: "r3", askedAt: 3 } },
      { kind: "end", error: "Release.Superseded" },
    ],
    [
      "lets a way back go first",
      { waiting: [ticket("r1", 1, { back: true })] },
      { kind: "wait", why: "release r1 goes back first" },
    ],
    [
      "ends when its wait is over",
      { holder: baking, now: 10_000 },
      { kind: "end", error: "Release.NotItsTurn" },
    ],
    [
      "waits for the end of a freeze that ends before its wait does",
      { freeze, now: 400 },
      { kind: "wait", supersede: false },
    ],
    [
      "ends when a freeze holds longer than it waits",
      { freeze: { ...freeze, until: 10_001 } },
      { kind: "end", error: "Release.Frozen" },
    ],
    [
      "sends nobody back during a freeze",
      { mine: ticket("r2", 2, { whenBusy: "supersede" }), holder: baking, freeze },
      { kind: "wait", supersede: false },
    ],
  ])("%s", (_, more, turn) => {
    expect(turnOf(look(more))).toMatchObject(turn);
  });
});

describe("a way back", () => {
  const back = ticket("r2", 2, { back: true, whenBusy: "supersede" });
  test.each<[string, Partial<Look>, object]>([
    ["replaces what waits, and is replaced by no push", { waiting: [ticket("r3", 3)] }, { kind: "take" }],
    ["sends back a release before promotion", { holder: baking }, { kind: "wait", supersede: true }],
    [
      "is refused while an abort is the shorter way",
      { holder: holding },
      { kind: "end", error: "Release.Locked" },
    ],
    [
      "waits for one that turns back",
      { holder: { ...holding, phase: "rolling-back" } },
      { kind: "wait", supersede: false },
    ],
    ["has its turn though a newer push had one", { last: { run: "r3", askedAt: 3 } }, { kind: "take" }],
  ])("%s", (_, more, turn) => {
    expect(turnOf(look({ mine: back, ...more }))).toMatchObject(turn);
  });

  test("replaces an older release that waits", () => {
    expect(turnOf(look({ holder: baking, waiting: [ticket("r3", 3, { back: true })] }))).toMatchObject({
      error: "Release.Superseded",
    });
  });
});

test("of any tickets exactly one stays that may go next, and all others end or let it", () => {
  const tickets = fc.uniqueArray(fc.record({ askedAt: fc.nat(5), back: fc.boolean(), name: fc.nat(20) }), {
    minLength: 1,
    maxLength: 8,
    selector: ({ name }) => name,
  });
  fc.assert(
    fc.property(tickets, (drawn) => {
      const all = drawn.map(({ askedAt, back, name }) => ticket(`r${name}`, askedAt, { back }));
      const turns = all.map((mine) => turnOf(look({ mine, waiting: all.filter((other) => other !== mine) })));
      expect(turns.filter(({ kind }) => kind === "take")).toHaveLength(1);
    }),
  );
});
