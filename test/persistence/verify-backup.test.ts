import { realClock } from "@signalbox/local/world/clock";
import { postgresDatabases } from "@signalbox/local/world/database/postgres/plane";
import { expect, test } from "vitest";
import { onPoint } from "../workflows/verify-backup.fixture.ts";

test("a recovery point of a real PostgreSQL is restored beside, compared row by row, and removed", async () => {
  const clock = realClock(100);
  const databases = await postgresDatabases({ clock });
  await onPoint({ target: "database", real: { clock, databases } }, async (on) => {
    expect(await on.ending(await on.verify("v1"))).toMatchObject({ status: "SUCCEEDED" });
    expect(await on.report("v1")).toMatchObject({
      outcome: "verified",
      proof: { findings: [], entries: 20 },
    });
    expect(await on.points()).toMatchObject([{ phase: "verified" }]);
    expect(await on.beside()).toEqual([]);
  });
});
