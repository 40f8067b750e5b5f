import type { FreezeWindow } from "@signalbox/core/release/turns/freeze-window";
import { release } from "@signalbox/functions/workflows/release/workflow";
import { expect, test } from "vitest";
import { type Laptop, onLaptop } from "./laptop.fixture.ts";
import { redeploy } from "./redeploy.fixture.ts";
import { acts, decide, ending, pushQuietly, reached, run, writes } from "./release.fixture.ts";
import { ask, invoke, quick, waits } from "./turns.fixture.ts";

const words = { reason: "the database moves", by: "ada" };
const inMinutes = ({ clock }: Laptop, minutes: number): string =>
  new Date(clock.now() + minutes * 60_000).toISOString();
const freeze = (laptop: Laptop, minutes: number, group?: string) =>
  invoke(laptop, "freeze", {
    action: "freeze",
    ...words,
    until: inMinutes(laptop, minutes),
    ...(group !== undefined && { group }),
  });
const thaw = (laptop: Laptop, group?: string) =>
  invoke(laptop, "freeze", { action: "thaw", ...words, ...(group !== undefined && { group }) });

/** Deploys the windows of a configuration for every group. */
async function configure(laptop: Laptop, freezes: Record<string, FreezeWindow>): Promise<void> {
  const groups = laptop.platform.groups.map((group) => ({ ...group, freezes }));
  await redeploy({ ...laptop, platform: { ...laptop.platform, groups } }, release);
}

test.each([
  ["of all groups", undefined],
  ["of the group", "open-webui"],
])(
  "Given a freeze %s, when a release is asked for, then it is refused with its end and the way past it, and once thawed it goes on",
  (_, group) =>
    onLaptop({ policy: quick }, async (laptop) => {
      await pushQuietly(laptop, "v2");
      await freeze(laptop, 60, group);
      const end = await ending(laptop, await ask(laptop, "r1", "v2"));
      expect(end).toMatchObject({ error: "Release.Frozen" });
      expect(end.cause).toMatch(/the freeze by ada \(the database moves\) holds until .*breakGlass/);
      expect(writes(laptop)).toEqual([]);
      expect(await thaw(laptop, group)).toMatchObject({ thawed: [{ by: "ada" }] });
      const second = await ask(laptop, "r2", "v2");
      await reached(laptop, "r2", "baking", 50);
      await decide(laptop, "abort", "r2");
      expect((await ending(laptop, second)).cause).toContain("Release.Aborted");
    }),
);

test("Given a freeze of another group, when a release is asked for, then it begins", () =>
  onLaptop({ policy: quick }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    await freeze(laptop, 60, "ollama");
    await ask(laptop, "r1", "v2");
    await reached(laptop, "r1", "starting");
    await decide(laptop, "abort", "r1");
  }));

test("Given a freeze, when a release breaks the glass, then it goes through it, and journal and report say who, why and what", () =>
  onLaptop({ policy: { ...quick, ladder: [100], holdSeconds: 30 } }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    await freeze(laptop, 600);
    const first = await ask(laptop, "r1", "v2", { breakGlass: "logins fail" });
    expect(await ending(laptop, first)).toMatchObject({ status: "SUCCEEDED" });
    const act = (await acts(laptop, "r1")).find(({ state }) => state === "TakeLock");
    expect(act?.text).toMatch(
      /^the freeze by ada \(the database moves\) holds until .*, but ada breaks the glass: logins fail$/,
    );
    expect((await run(laptop, "r1"))?.report?.release).toMatchObject({ breakGlass: "logins fail" });
  }));

test("Given a release under way and one that waits, when a freeze begins, then the first goes on and the second waits for its end", () =>
  onLaptop({ policy: quick }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    await pushQuietly(laptop, "v3");
    const first = await ask(laptop, "r1", "v2");
    await reached(laptop, "r1", "baking", 50);
    const second = await ask(laptop, "r2", "v3");
    await waits(laptop, "r2");
    await freeze(laptop, 50);
    const thawed = laptop.clock.now() + 50 * 60_000;
    expect(await ending(laptop, first)).toMatchObject({ status: "SUCCEEDED" });
    await laptop.clock.sleep(1_800_000);
    expect(await run(laptop, "r2")).toBeUndefined();
    expect(await ending(laptop, second)).toMatchObject({ status: "SUCCEEDED" });
    expect((await run(laptop, "r2"))!.release.startedAt).toBeGreaterThanOrEqual(thawed);
  }));

test("Given a release that waits, when a freeze begins that lasts longer, then it ends as frozen", () =>
  onLaptop({ policy: quick }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    await pushQuietly(laptop, "v3");
    await ask(laptop, "r1", "v2");
    await reached(laptop, "r1", "baking", 50);
    const second = await ask(laptop, "r2", "v3");
    await waits(laptop, "r2");
    await freeze(laptop, 600);
    const end = await ending(laptop, second);
    expect(end).toMatchObject({ error: "Release.Frozen" });
    expect(end.cause).toContain("does not wait so long");
    await decide(laptop, "abort", "r1");
  }));

test("Given a window of the configuration, when a release is asked for within it, then it is refused, and past it it begins", () =>
  onLaptop({ policy: quick }, async (laptop) => {
    await pushQuietly(laptop, "v2");
    // The laptop's clock begins on a Thursday at midnight.
    const from = new Date(laptop.clock.now()).toISOString().slice(11, 16);
    await configure(laptop, {
      night: { from: `THU ${from}`, to: "THU 01:00", timeZone: "UTC", reason: "night" },
    });
    const end = await ending(laptop, await ask(laptop, "r1", "v2"));
    expect(end).toMatchObject({ error: "Release.Frozen" });
    expect(end.cause).toContain("the window night (night) holds until 2026-01-01T01:00:00.000Z");
    await laptop.clock.sleep(Date.parse("2026-01-01T01:00:00Z") - laptop.clock.now());
    await ask(laptop, "r2", "v2");
    await reached(laptop, "r2", "baking", 50);
    await decide(laptop, "abort", "r2");
  }));
