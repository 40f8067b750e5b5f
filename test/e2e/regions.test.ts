import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { expect } from "vitest";
import { picture, violations } from "./browser.fixture.ts";
import { bootForFailover } from "./cloud.fixture.ts";
import { test as base } from "./page-test.fixture.ts";

// biome-ignore lint/correctness/noEmptyPattern: vitest wants an empty pattern of a fixture that needs no other one
const test = base.extend("booted", { scope: "file" }, async ({}, { onCleanup }) => {
  const booted = await bootForFailover();
  onCleanup(booted.stop);
  return booted;
});

const saved = async (page: Page, button: string): Promise<string> => {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: button }).click(),
  ]);
  return await readFile(await download.path(), "utf8");
};

test("a region that goes dark is told as one timeline, live, and as a report to take away", async ({
  at,
  booted,
  opened,
  page,
}) => {
  await at.view("Regions").click();
  await page.getByRole("heading", { name: "us-east-1 may write" }).waitFor();
  const seen = page.getByRole("region", { name: "What is seen of us-east-1" });
  // All that they can see, the write's arrival among it: before the first one nobody can tell what would be lost, and no region is left.
  const { hurry } = booted.world.clock;
  // The database is there after some minutes, and readiness is looked at each half an hour.
  await hurry(expect.poll(() => seen.getByText("up", { exact: true }).count(), { timeout: 90_000 }).toBe(8));
  const ready = page.getByRole("status", { name: "State of eu-west-1" }).getByText("ready");
  await hurry(ready.waitFor());
  booted.cloud.faults.add({ kind: "region-dark", region: "us-east-1" });
  await page.getByText("The table in us-east-1 does not answer").waitFor();
  const incident = page.getByRole("article", { name: /^failover / });
  // Observers have to agree for five minutes of the world, and on a busy machine some of their looks come too late.
  await incident.getByText("WaitOutLease").waitFor({ timeout: 240_000 });
  await incident.getByText(/so far/).waitFor();
  await page.getByRole("heading", { name: "eu-west-1 may write" }).waitFor();
  await incident.getByRole("status").getByText("completed").waitFor();
  await page.getByText("Nobody has acknowledged epoch 1").waitFor();
  await incident.getByRole("button", { name: "Export report (JSON)" }).scrollIntoViewIfNeeded();
  await picture(page, "regions");
  expect(await violations(page)).toEqual([]);
  const report = await saved(page, "Export report (Markdown)");
  expect(report).toContain("# failover from us-east-1 to eu-west-1: completed");
  expect(JSON.parse(await saved(page, "Export report (JSON)"))).toMatchObject({ epoch: 1, to: "eu-west-1" });
  await page.setViewportSize({ width: 390, height: 860 });
  expect(await page.evaluate("document.documentElement.scrollWidth - innerWidth")).toBeLessThanOrEqual(0);
  expect(opened.complaints).toEqual([]);
});
