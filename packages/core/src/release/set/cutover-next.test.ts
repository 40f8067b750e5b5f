import fc from "fast-check";
import { expect, test } from "vitest";
import { type Phase, phases } from "../../ledger/records.ts";
import type { ReleaseUpgrade } from "../../upgrade/release-upgrade.ts";
import { togetherNext } from "./cutover-next.ts";
import { nextOf, type Seen } from "./next.ts";
import { allStopped, openedName } from "./set.ts";

const seen = (region: string, phase: Phase | undefined): Seen => ({
  member: {
    group: "open-webui",
    region,
    strategy: "canary",
    run: `w1-${region}`,
    image: { repository: "open-webui", digest: "sha256:1" },
    holdSeconds: 0,
    policy: {},
  },
  standing: "running",
  ...(phase && { phase }),
});
const wave = (...all: (Phase | undefined)[]): Seen[] => all.map((phase, index) => seen(`r${index}`, phase));
const opens = (all: Seen[], opened: string[] = []): string | undefined => {
  const move = togetherNext(all, opened);
  return move?.kind === "open"
    ? `${move.barrier}: ${move.members.map(({ region }) => region).join(" ")}`
    : undefined;
};

test("users are kept out everywhere or nowhere; one alone migrates, once all have stopped; the others start after it", () => {
  expect(opens(wave("rehearsed", "preparing"))).toBeUndefined();
  expect(opens(wave("rehearsed", "rehearsed"))).toBe("rehearsed: r0 r1");
  expect(opens(wave("maintenance", "rehearsed"), [openedName("rehearsed", 0)])).toBe("rehearsed: r1");
  expect(opens(wave("stopped", "maintenance"))).toBeUndefined();
  expect(opens(wave("stopped", "stopped"))).toBe("stopped: r0");
  expect(opens(wave("maintenance", "stopped"), [allStopped])).toBeUndefined();
  expect(opens(wave("starting", "stopped"), [allStopped])).toBe("migrated: r1");
  expect(opens(wave("ready", "starting"), [allStopped])).toBeUndefined();
});

test("whatever is seen, nobody migrates before all have stopped, and no other starts before it is begun", () => {
  const some = fc.array(fc.constantFrom(undefined, ...phases), { minLength: 2, maxLength: 3 });
  fc.assert(
    fc.property(some, fc.boolean(), (all, isOpen) => {
      const said = opens(wave(...all), isOpen ? [allStopped] : []);
      if (said?.startsWith("stopped") && !isOpen) expect(new Set(all)).toEqual(new Set(["stopped"]));
      if (said?.startsWith("migrated")) expect(isOpen).toBe(true);
      if (said?.startsWith("stopped")) expect(said).toBe("stopped: r0");
    }),
  );
});

test("waves become one when the rehearsal of the first has made it a cutover of all", () => {
  // Of an upgrade no more is read than that there is one.
  const upgrade = { class: "breaking" } as ReleaseUpgrade;
  const [writer, other] = wave("rehearsed", undefined) as [Seen, Seen];
  const { standing: _, ...absent } = other;
  const look = { opened: [], abort: undefined, now: 0 };
  const set = { betweenSeconds: 600 };
  expect(nextOf(set, { ...look, waves: [[{ ...writer, upgrade }], [absent]] })).toEqual({
    kind: "join",
    upgrade,
  });
  expect(nextOf(set, { ...look, waves: [[{ ...writer, upgrade }, absent]] })).toMatchObject({
    kind: "start",
    members: [{ region: "r1" }],
  });
});
