import { expect, test } from "vitest";
import { Freeze, freezesOf } from "./freeze.ts";

const window = { from: "FRI 18:00", to: "MON 08:00", timeZone: "UTC", reason: "nobody is in" };

test("a freeze is for the groups that it names, and for all where it names none", () => {
  const freezes = {
    weekend: Freeze.parse(window),
    night: Freeze.parse({ ...window, groups: ["web"] }),
  };
  expect(freezesOf(freezes, "web")).toEqual({ weekend: window, night: window });
  expect(freezesOf(freezes, "models")).toEqual({ weekend: window });
});
