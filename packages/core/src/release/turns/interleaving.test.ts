import fc from "fast-check";
import { expect, test } from "vitest";
import type { Phase } from "../../ledger/records.ts";
import { type Asked, type Ticket, type WhenBusy, whenBusy } from "./ticket.ts";
import { isBeforePromotion, type Look, turnOf } from "./turn.ts";

/** What a release does next: a look and what follows from it are two moves, between which others may move. */
type Release = {
  readonly ticket: Ticket;
  state: "asked" | "looked" | "acting" | "turning-back" | "promoted" | "ended";
  look?: { readonly seen: Look; readonly epoch: number };
  phase: Phase;
  end?: string;
};

const ladder: readonly Phase[] = ["preparing", "starting", "shifting", "baking"];
const closing: readonly Phase[] = ["draining", "holding", "closing"];

/** A group with its lock, its tickets and what was said to its releases: as the ledger holds them. */
class Group {
  now = 0;
  epoch = 0;
  owner: Release | undefined;
  last: Asked | undefined;
  readonly releases: Release[] = [];
  readonly tickets = new Map<string, Release>();
  readonly told = new Set<string>();
  readonly turns: Asked[] = [];

  move(release: Release): void {
    this.now++;
    if (release.state === "asked") this.#look(release);
    else if (release.state === "looked") this.#act(release);
    else if (release.state === "acting") this.#climb(release);
    else if (release.state === "turning-back") this.#end(release, "rolled-back");
    else this.#close(release);
  }

  /** Stopped from outside: neither its ticket nor its lock is given back. */
  kill(release: Release): void {
    if (release.state === "ended") return;
    release.state = "ended";
    release.end = "killed";
  }

  #look(release: Release): void {
    const owner = this.owner?.state === "ended" ? undefined : this.owner;
    const seen: Look = {
      mine: release.ticket,
      waiting: [...this.tickets.values()]
        .filter((other) => other !== release && other !== owner && other.state !== "ended")
        .map(({ ticket }) => ticket),
      holder: owner && { run: owner.ticket.run, phase: owner.phase, back: owner.ticket.back },
      last: this.last,
      freeze: undefined,
      now: this.now,
    };
    release.look = { seen, epoch: this.epoch };
    release.state = "looked";
  }

  #act(release: Release): void {
    const { seen, epoch } = release.look!;
    const turn = turnOf(seen);
    release.state = "asked";
    // The condition of the write: whoever took the lock in between has raised the epoch.
    if (turn.kind === "take" && epoch === this.epoch) this.#take(release);
    else if (turn.kind === "end") this.#end(release, turn.error);
    else {
      this.tickets.set(release.ticket.run, release);
      if (turn.kind === "wait" && turn.supersede) this.told.add(seen.holder!.run);
    }
  }

  #take(release: Release): void {
    this.epoch++;
    this.owner = release;
    this.last = release.ticket;
    this.turns.push(release.ticket);
    this.tickets.delete(release.ticket.run);
    release.state = "acting";
  }

  #close(release: Release): void {
    const next = closing[closing.indexOf(release.phase) + 1];
    if (next === undefined) this.#end(release, "promoted");
    else release.phase = next;
  }

  #climb(release: Release): void {
    if (this.told.has(release.ticket.run) && isBeforePromotion(release.phase)) {
      release.state = "turning-back";
      release.phase = "rolling-back";
      return;
    }
    const next = ladder[ladder.indexOf(release.phase) + 1];
    if (next !== undefined) release.phase = next;
    else {
      release.state = "promoted";
      release.phase = "draining";
    }
  }

  #end(release: Release, end: string): void {
    release.state = "ended";
    release.end = end;
    this.tickets.delete(release.ticket.run);
    if (this.owner === release) this.owner = undefined;
  }
}

const moves = fc.array(
  fc.oneof(
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant("ask" as const),
        busy: fc.constantFrom(...whenBusy),
        back: fc.boolean(),
      }),
    },
    { weight: 12, arbitrary: fc.record({ kind: fc.constant("move" as const), which: fc.nat(20) }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("kill" as const), which: fc.nat(20) }) },
  ),
  { minLength: 5, maxLength: 150 },
);
const isActing = ({ state }: Release): boolean => ["acting", "turning-back", "promoted"].includes(state);

type Move =
  | { readonly kind: "ask"; readonly busy: WhenBusy; readonly back: boolean }
  | { readonly kind: "move" | "kill"; readonly which: number };

/** Plays moves, then lets every release move on in turn until all have ended; `seen` looks after each move. */
function play(script: readonly Move[], seen: (group: Group) => void): Group {
  const group = new Group();
  for (const move of script) {
    if (move.kind === "ask") {
      const number = group.releases.length;
      const run = `r${String(number).padStart(3, "0")}`;
      const asked = { run, askedAt: group.now, execution: run, requestedBy: "ada", image: run };
      const ticket = { ...asked, whenBusy: move.busy, back: move.back, until: group.now + 1_000 };
      group.releases.push({ ticket, state: "asked", phase: "preparing" });
    } else if (group.releases.length > 0) {
      const release = group.releases[move.which % group.releases.length]!;
      if (move.kind === "kill") group.kill(release);
      else if (release.state !== "ended") group.move(release);
    }
    seen(group);
  }
  for (let round = 0; round < 2_000 && group.releases.some(({ state }) => state !== "ended"); round++)
    for (const release of group.releases)
      if (release.state !== "ended") {
        group.move(release);
        seen(group);
      }
  return group;
}

test("whatever the order of starts, looks, acts, ends and kills, at most one release acts, and every one ends", () => {
  const ends = [
    "promoted",
    "rolled-back",
    "killed",
    "Release.Superseded",
    "Release.Locked",
    "Release.NotItsTurn",
  ];
  fc.assert(
    fc.property(moves, (script) => {
      const group = play(script, ({ releases }) =>
        expect(releases.filter(isActing).length).toBeLessThanOrEqual(1),
      );
      for (const { end } of group.releases) expect(ends).toContain(end);
    }),
    { numRuns: 300 },
  );
});

test("turns are taken in the order in which releases were asked for, but for ways back", () => {
  fc.assert(
    fc.property(moves, (script) => {
      const { turns, releases } = play(script, () => undefined);
      const back = new Set(releases.filter(({ ticket }) => ticket.back).map(({ ticket }) => ticket.run));
      const forward = turns.filter(({ run }) => !back.has(run)).map(({ run }) => run);
      expect(forward).toEqual(forward.toSorted());
    }),
    { numRuns: 300 },
  );
});

test("the newest release of those that wait has its turn, whoever dies before it", () => {
  fc.assert(
    fc.property(moves, (script) => {
      const { releases, turns } = play(script, () => undefined);
      const waited = releases.filter(({ ticket, end }) => ticket.whenBusy !== "refuse" && end !== "killed");
      const newest = waited.at(-1);
      // A way back may end while a release holds, since the release's abort is the shorter way.
      if (!newest || newest.end === "Release.Locked") return;
      const after = releases.slice(releases.indexOf(newest) + 1);
      const replaced = newest.end === "Release.Superseded" && after.length > 0;
      expect(replaced || turns.some(({ run }) => run === newest.ticket.run)).toBe(true);
    }),
    { numRuns: 300 },
  );
});
