import { expect } from "vitest";
import { picture } from "./browser.fixture.ts";
import { test } from "./page-test.fixture.ts";

test("an abort wants a reason, which stands in the report", async ({ at, page }) => {
  await at.view("Overview").click();
  await at.push("Good");
  await at.reached("baking");
  await at.card().getByRole("button", { name: "Abort", exact: true }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Abort", exact: true }).click();
  // Without a reason the browser itself holds the form back.
  expect(await dialog.isVisible()).toBe(true);
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await at.decide("Abort", "the demo is over");
  await at.reached("rolled back");
  expect(await at.card().locator(".sentence").textContent()).toContain("the demo is over");
});

test("a plan is shown before the start, and a gate shows its evidence until a person decides", async ({
  at,
  booted,
  page,
}) => {
  await at.view("Start").click();
  const form = page.getByRole("region", { name: "release", exact: true });
  await form.getByLabel("image.tag").fill("v0.11.1");
  await form.getByText("Policy: fields that differ").click();
  await form.getByLabel("policy.acceptableRate").fill("0");
  await form.getByRole("button", { name: "Show the plan" }).click();
  const plan = page.getByRole("region", { name: "Plan" });
  await plan.waitFor();
  expect(await plan.textContent()).toMatch(/acceptableRate 0/);
  expect(await page.locator(".command code").first().textContent()).toContain("--set acceptableRate=0");
  await picture(page, "plan");
  await page.getByRole("button", { name: "Start", exact: true }).first().click();
  await page.getByRole("heading", { name: "open-webui:v0.11.1" }).waitFor();

  await at.view("Overview").click();
  const gate = at.card().getByRole("region", { name: "Gate of open-webui" });
  await booted.world.clock.hurry(gate.waitFor());
  expect(await gate.textContent()).toMatch(/at these rates it cannot pass/);
  expect(await gate.textContent()).toMatch(/rolls back/);
  await picture(page, "gate");
  await at.decide("Promote fully", "the numbers look right to me");
  await at.reached("promoted");
});
