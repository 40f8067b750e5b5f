import { expect, test } from "vitest";
import { type Freeze, freezeAt, frozen } from "./freeze.ts";
import { FreezeWindow } from "./freeze-window.ts";

const now = Date.parse("2026-11-21T12:00:00Z");
const windows = {
  weekend: FreezeWindow.parse({
    from: "FRI 18:00",
    to: "MON 08:00",
    timeZone: "UTC",
    reason: "nobody is in",
  }),
};
const byAda: Freeze = {
  reason: "the database moves",
  by: "ada",
  at: "2026-11-21T09:00:00Z",
  until: "2026-11-21T13:00:00Z",
};

test("of several freezes the one that holds longest is named", () => {
  expect(freezeAt(windows, [byAda], now)).toMatchObject({ name: "the window weekend" });
  const longer = { ...byAda, until: "2026-12-01T00:00:00Z" };
  expect(freezeAt(windows, [longer, byAda], now)).toMatchObject({
    name: "the freeze by ada",
    until: Date.parse("2026-12-01T00:00:00Z"),
  });
});

test.each<[string, Freeze]>([
  ["that is over", { ...byAda, until: "2026-11-21T12:00:00Z" }],
  ["that was thawed", { ...byAda, thawed: { by: "bob", reason: "done", at: "2026-11-21T10:00:00Z" } }],
])("a freeze %s holds nothing", (_, freeze) => {
  expect(freezeAt({}, [freeze], now)).toBeUndefined();
});

test("a refusal says which freeze, why, until when, and how to break the glass", () => {
  const held = freezeAt(windows, [], now);
  expect(held && frozen(held).message).toBe(
    "the window weekend (nobody is in) holds until 2026-11-23T08:00:00.000Z; in an emergency ask again with breakGlass and a reason, which goes into the report",
  );
});
