import fc from "fast-check";
import { expect, test } from "vitest";
import { nextForParts, type SeenPart, waysBack } from "./parts.ts";

const names = ["secrets", "configuration", "database", "files"] as const;
const phasesUntil = (...phases: string[]) => phases.map((phase) => ({ phase, at: "" }));
const keeping = { phase: "keeping-old", phases: phasesUntil("switching", "keeping-old") } as const;
const notRun = (what: (typeof names)[number]): SeenPart => ({ what, run: `r1-${what}` });
const keeps = (what: (typeof names)[number]): SeenPart => ({ ...notRun(what), runs: true, record: keeping });
const ended = (what: (typeof names)[number], outcome: "restored" | "gone-back" | "failed"): SeenPart => ({
  ...notRun(what),
  runs: false,
  record: {
    phase: "ended",
    outcome,
    phases: outcome === "failed" ? [] : keeping.phases,
    ...(outcome === "failed" && { problem: { error: "Backup.TableMissing", cause: "chat is gone" } }),
  },
});

test("forth, parts are started one after another, each once the one before it serves", () => {
  for (let served = 0; served < names.length; served++) {
    const parts = names.map((what, at) => (at < served ? keeps(what) : notRun(what)));
    expect(nextForParts(parts, "restored")).toMatchObject({ act: "start", part: { what: names[served] } });
    const started = parts.map((part, at) => (at === served ? { ...part, runs: true } : part));
    expect(nextForParts(started, "restored")).toMatchObject({ act: "wait", part: { what: names[served] } });
  }
  expect(nextForParts(names.map(keeps), "restored")).toEqual({ act: "rest" });
});

test("at the first part that fails nothing more is started, and its own error is the reason", () => {
  const parts = [keeps("secrets"), keeps("configuration"), ended("database", "failed"), notRun("files")];
  expect(nextForParts(parts, "restored")).toEqual({
    act: "rest",
    problem: { error: "Backup.TableMissing", cause: "database was not restored: chat is gone" },
  });
});

test("a part that a person took back, or whose execution was stopped, is a reason to stop", () => {
  for (const part of [ended("secrets", "gone-back"), { ...notRun("secrets"), runs: false }])
    expect(nextForParts([part, notRun("files")], "restored")).toMatchObject({
      act: "rest",
      problem: { error: "Backup.PartStopped" },
    });
});

test("back, the last part goes first, and what stays is named", () => {
  const all = names.map(keeps);
  expect(nextForParts(all, "old")).toMatchObject({ act: "say", word: "back", part: { what: "files" } });
  const parts = [keeps("secrets"), ended("configuration", "restored"), ended("files", "gone-back")];
  expect(nextForParts(parts, "old")).toMatchObject({ act: "say", part: { what: "secrets" } });
  const last = [ended("secrets", "gone-back"), ...parts.slice(1)];
  expect(nextForParts(last, "old")).toMatchObject({
    problem: { error: "Backup.NotBack", cause: expect.stringContaining("r1-configuration") },
  });
});

test("whatever the parts come to, each goal is reached in as many acts as there are parts, twice at most", () => {
  const end = fc.constantFrom("keeps", "failed", "unchanged");
  fc.assert(
    fc.property(
      fc.array(end, { minLength: 4, maxLength: 4 }),
      fc.constantFrom("old", "released"),
      (ends, goal) => {
        const parts: SeenPart[] = names.map(notRun);
        const play = (aim: "restored" | "old" | "released"): number => {
          for (let acts = 0; ; acts++) {
            const next = nextForParts(parts, aim);
            if (next.act === "rest" || next.act === "wait") return acts;
            const at = names.indexOf(next.part.what);
            const what = next.part.what;
            const nothing = {
              ...ended(what, "restored"),
              record: { ...ended(what, "restored").record!, phases: [] },
            };
            parts[at] =
              next.act === "say"
                ? ended(what, goal === "old" ? "gone-back" : "restored")
                : { keeps: keeps(what), failed: ended(what, "failed"), unchanged: nothing }[ends[at]!];
          }
        };
        const forth = play("restored");
        const served = parts.filter(({ record }) => record?.phase === "keeping-old").length;
        expect(forth).toBe(ends.includes("failed") ? ends.indexOf("failed") + 1 : 4);
        expect(play(goal)).toBe(served);
        expect(nextForParts(parts, goal)).toEqual({ act: "rest" });
      },
    ),
  );
});

test("people are told of each part how it alone goes back", () => {
  const told = waysBack([
    { what: "secrets", run: "r1-secrets", state: "restored" },
    { what: "database", run: "r1-database", state: "keeping-old" },
    { what: "files", run: "r1-files" },
  ]);
  expect(told).toEqual([
    expect.stringContaining("nothing leads back"),
    expect.stringContaining("`signalbox backup back r1-database`"),
    "files is not touched.",
  ]);
});
