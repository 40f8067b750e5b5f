import { expect } from "vitest";
import { picture, violations } from "./browser.fixture.ts";
import { bootForRestores } from "./cloud.fixture.ts";
import { test as base } from "./page-test.fixture.ts";
import { databaseOn } from "./restore.fixture.ts";

// biome-ignore lint/correctness/noEmptyPattern: vitest wants an empty pattern of a fixture that needs no other one
const test = base.extend("booted", { scope: "file" }, async ({}, { onCleanup }) => {
  const booted = await bootForRestores();
  onCleanup(booted.stop);
  return booted;
});

test("a restore is planned, watched, approved and let stand by click, and from another one a person goes back", async ({
  at,
  opened,
  page,
}) => {
  await at.view("Backups").click();
  const { database, backUp, restoreNewest, reached, answer } = databaseOn(page);
  await backUp();
  const plan = await restoreNewest("a table is gone");
  expect(plan).toMatch(
    /replacessignalbox-development.*is lostwhat was written in the \d+ (s|min) since then/,
  );
  await database.getByText(/MB restored, \d+ % of the way, about \d+ (s|min) left/).waitFor();
  await picture(page, "restore");
  await reached("waiting for person");
  expect(await violations(page)).toEqual([]);
  expect(await database.textContent()).toMatch(/\d tables with \d+ rows, [\d.]+ MB came back/);
  await answer("Approve", "the numbers look right to me");
  await reached("keeping old");
  await page.setViewportSize({ width: 390, height: 860 });
  expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
  const serves = database.locator("header .strategy").first();
  const restored = await serves.textContent();
  expect(restored).toMatch(/^signalbox-development-r[0-9a-f]{8} serves$/);
  await answer("Release the old", "it works");
  await reached("restored");

  await restoreNewest("to see the way back");
  await reached("waiting for person");
  await answer("Approve", "as the first one");
  await reached("keeping old");
  expect(await serves.textContent()).not.toBe(restored);
  await answer("Go back", "it was to see it");
  await reached("gone back");
  expect(await serves.textContent()).toBe(restored);
  expect(opened.complaints).toEqual([]);
});
