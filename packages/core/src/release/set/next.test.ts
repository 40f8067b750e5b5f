import fc from "fast-check";
import { expect, test } from "vitest";
import { eventBudget } from "../limits.ts";
import { type Look, type Move, nextOf, type Seen } from "./next.ts";
import { lookSeconds, setSeconds } from "./patience.ts";
import { backRun, type Member, memberRun, openedName } from "./set.ts";

const set = { betweenSeconds: 600 };
const member = (group: string): Member => ({
  group,
  region: "us-east-1",
  strategy: "canary",
  run: `s1-${group}`,
  image: { repository: group, digest: "sha256:1" },
  holdSeconds: 120,
  policy: {},
});
const seen = (group: string, more: Partial<Seen> = {}): Seen => ({
  member: member(group),
  ...more,
});
const running = (group: string, phase?: Seen["phase"], more: Partial<Seen> = {}): Seen =>
  seen(group, { standing: "running", ...(phase && { phase }), ...more });
const look = (waves: Seen[][], more: Partial<Look> = {}): Look => ({
  waves,
  opened: [],
  abort: undefined,
  now: 1_000_000,
  ...more,
});
const groupsOf = (move: Move): string[] => ("members" in move ? move.members.map(({ group }) => group) : []);

test("what waits at a barrier waits until all of its wave do, and what is opened opens for the rest", () => {
  for (const phase of ["ready", "passed"] as const) {
    expect(nextOf(set, look([[running("a", phase), running("b", "starting")]]))).toEqual({ kind: "wait" });
    const all = nextOf(set, look([[running("a", phase), running("b", phase)]]));
    expect(all).toMatchObject({ kind: "open", barrier: phase });
    expect(groupsOf(all)).toEqual(["a", "b"]);
    // Cut off after the first had heard of it.
    const opened = [openedName(phase, 0)];
    const rest = nextOf(set, look([[running("a", "shifting"), running("b", phase)]], { opened }));
    expect(groupsOf(rest)).toEqual(["b"]);
  }
});

test("the next wave begins once the one before was drained and has served long enough", () => {
  const held = { settledAt: 1_000_000 - 599_000 };
  const waves = (settled: Partial<Seen>) => [[running("a", "holding", settled)], [seen("b"), seen("c")]];
  expect(nextOf(set, look(waves(held)))).toEqual({ kind: "wait" });
  expect(nextOf(set, look(waves({})))).toEqual({ kind: "wait" });
  const next = nextOf(set, look(waves({ settledAt: 1_000_000 - 600_000 })));
  expect(next).toMatchObject({ kind: "start" });
  expect(groupsOf(next)).toEqual(["b", "c"]);
});

test("holds end when the last one was held for its own time, and not before", () => {
  const long = { settledAt: 1_000_000 - 500_000 };
  const first = running("a", "holding", long);
  const short = running("b", "holding", { settledAt: 1_000_000 - 119_000 });
  expect(nextOf(set, look([[first, short]]))).toEqual({ kind: "wait" });
  expect(nextOf(set, look([[first, running("b", "draining")]]))).toEqual({ kind: "wait" });
  const over = nextOf(set, look([[first, running("b", "holding", long)]]));
  expect(over).toMatchObject({ kind: "open", barrier: "hold" });
  expect(groupsOf(over)).toEqual(["a", "b"]);
});

test("one that turns back turns the others back: an abort while that leads back, a release of its own after that", () => {
  const problem = { error: "Release.AnalysisFailed", cause: "it is worse" };
  const back = seen("a", { standing: "returned", phase: "ended", problem });
  const aborted = nextOf(set, look([[back, running("b", "holding"), running("c")], [seen("d")]]));
  expect(aborted).toMatchObject({ kind: "abort", why: "a in us-east-1 turned back: it is worse" });
  // Also what has not recorded anything yet; what was never started never is.
  expect(groupsOf(aborted)).toEqual(["b", "c"]);
  expect(nextOf(set, look([[back, running("b", "closing")]]))).toEqual({ kind: "wait" });
  const after = nextOf(set, look([[back, seen("b", { standing: "promoted", phase: "ended" })]]));
  expect(after).toMatchObject({ kind: "go-back" });
  const gone = seen("b", { standing: "promoted", phase: "ended", back: "done" });
  expect(nextOf(set, look([[back, gone]]))).toMatchObject({
    kind: "end",
    outcome: "rolled-back",
    problem: { error: problem.error },
  });
  const refused = { ...gone, back: "stuck" } as const;
  expect(nextOf(set, look([[back, refused]]))).toMatchObject({ kind: "end", outcome: "stuck" });
});

test("where every member was refused, nothing was done; the one that was not told to abort says why", () => {
  const problem = { error: "Release.Superseded", cause: "r9 is newer" };
  const told = { error: "Release.Aborted", cause: "set s1 aborted" };
  const all = [
    seen("a", { standing: "returned", told: "set", problem: told }),
    seen("b", { standing: "returned", problem }),
  ];
  expect(nextOf(set, look([all]))).toMatchObject({
    kind: "end",
    outcome: "refused",
    problem: { error: "Release.Superseded", cause: "b in us-east-1 turned back: r9 is newer" },
  });
});

const anySeen = fc.record({
  standing: fc.constantFrom("running", "promoted", "returned", "stuck", undefined),
  phase: fc.constantFrom(
    "starting",
    "ready",
    "baking",
    "passed",
    "holding",
    "rolling-back",
    "closing",
    undefined,
  ),
  told: fc.constantFrom("set", "person", undefined),
  settledAt: fc.option(fc.integer({ min: 0, max: 2_000_000 }), { nil: undefined }),
  back: fc.constantFrom("running", "done", "stuck", undefined),
});

test("whatever is seen, no set goes on once one has turned back, and none ends while one runs", () => {
  fc.assert(
    fc.property(fc.array(anySeen, { minLength: 1, maxLength: 4 }), fc.boolean(), (found, two) => {
      // Absent and undefined are the same here.
      const all = found.map((one, index) => ({ member: member(`g${index}`), ...one }) as Seen);
      const waves = two && all.length > 1 ? [all.slice(0, 1), all.slice(1)] : [all];
      const move = nextOf(set, look(waves, { opened: ["ready 0", "passed 0", "hold"] }));
      const back = all.some(
        ({ standing, phase }) =>
          standing === "returned" || standing === "stuck" || phase === "rolling-back" || phase === "stuck",
      );
      if (back) expect(["abort", "go-back", "wait", "end"]).toContain(move.kind);
      else expect(["start", "open", "wait", "end"]).toContain(move.kind);
      if (move.kind !== "end") return;
      expect(all.some(({ standing }) => standing === "running")).toBe(false);
      if (move.outcome === "promoted")
        expect(all.every(({ standing }) => standing === "promoted")).toBe(true);
    }),
  );
});

test("looks of the longest set fit its history, and the names of its releases Step Functions' limit", () => {
  let [at, looks] = [0, 0];
  for (; at < setSeconds; looks++) at += lookSeconds(at);
  // Five events of the Task, two of the Choice, two of the Wait.
  expect(looks * 9).toBeLessThan(eventBudget);
  expect(backRun(memberRun("s".repeat(80), "ap-southeast-1")).length).toBeLessThanOrEqual(80);
});
