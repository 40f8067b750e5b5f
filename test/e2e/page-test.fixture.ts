// biome-ignore-all lint/correctness/noEmptyPattern: vitest wants an empty pattern of a fixture that needs no other one
import { test as base } from "vitest";
import { launch } from "../../scripts/chromium.ts";
import { open } from "./browser.fixture.ts";
import { bootForPage } from "./cloud.fixture.ts";
import { consoleOn } from "./console.fixture.ts";

/** The longest that the slowest thing may take: a release that climbs two weights. Real milliseconds. */
export const patience = 100_000;

const ofFile = { scope: "file" } as const;

/** A test on the page in a real browser. Each file has a platform of its own, and one page that its tests hand on. */
export const test = base
  .extend("booted", ofFile, async ({}, { onCleanup }) => {
    const booted = await bootForPage();
    onCleanup(booted.stop);
    return booted;
  })
  .extend("browser", ofFile, async ({}, { onCleanup }) => {
    const browser = await launch();
    onCleanup(() => browser.close());
    return browser;
  })
  .extend("opened", ofFile, async ({ booted, browser }) => await open(browser, booted.endpoint))
  .extend("page", ofFile, ({ opened: { page } }) => {
    page.setDefaultTimeout(patience);
    return page;
  })
  .extend("at", ofFile, ({ booted, page }) => consoleOn(page, booted.world.clock));

test.afterEach(async ({ task, page }) => {
  // What the page showed says more than which locator waited in vain.
  if (task.result?.state !== "fail") return;
  for (const part of [".announcer", "main"])
    console.error((await page.locator(part).textContent())?.slice(0, 1_000));
});
