import { realClock } from "@signalbox/local/world/clock";
import { postgresDatabases } from "@signalbox/local/world/database/postgres/plane";
import { expect, test } from "vitest";
import { onServing } from "../workflows/rehearse.fixture.ts";

test("a breaking upgrade is found on a clone of a real PostgreSQL database, by what it defines, holds and is asked", async () => {
  const clock = realClock(100);
  const databases = await postgresDatabases({ clock });
  try {
    await onServing({ upgrade: "breaking", real: { clock, databases } }, async (on) => {
      const before = await on.production();
      const { judgement, measured } = await on.rehearsed("r1");
      expect(judgement).toMatchObject({ class: "breaking", refused: [] });
      const { evidence, judgement: whole } = (await on.document("r1")) ?? {};
      const layers = new Set(whole?.findings.map(({ layer }) => layer));
      expect([...layers].toSorted()).toEqual(["schema", "statements"]);
      expect(evidence?.old.after).toMatchObject({
        "public.chat: read": { said: "no", sqlstate: "42703" },
      });
      expect(measured.bytes).toBeGreaterThan(1_000_000);
      expect(await on.left()).toEqual([]);
      expect(await on.production()).toBe(before);
    });
  } finally {
    await databases.stop();
  }
});
