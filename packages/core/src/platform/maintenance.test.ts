import fc from "fast-check";
import { expect, test } from "vitest";
import { maintenancePage } from "./maintenance.ts";

const moments = fc.option(fc.integer({ min: 0, max: 4e12 }), { nil: undefined });

test("the maintenance page fits into a fixed response, with and without a time at which it is expected to end", () => {
  fc.assert(
    fc.property(moments, (until) => {
      expect(maintenancePage(until).length).toBeLessThanOrEqual(1_024);
    }),
  );
});

test("the maintenance page says until when, to people and to the synthetic user", () => {
  const page = maintenancePage(Date.parse("2026-11-22T09:12:31Z"));
  expect(page).toContain("back by 2026-11-22 09:12 UTC");
  expect(page).toContain('name="signalbox-maintenance" content="2026-11-22T09:12Z"');
});
