import type { WorldClock } from "@signalbox/local/world/clock";
import type { Page } from "playwright-core";

/** The page as a person uses it. */
export function consoleOn(page: Page, { hurry }: Pick<WorldClock, "hurry">) {
  const card = () => page.getByRole("article", { name: "open-webui" });
  const badge = (text: string) => card().locator("header .badge", { hasText: new RegExp(`^${text}$`) });
  return {
    card,
    badge,
    /** Until a release has come so far. Time hurries, as nobody looks in between. */
    reached: (text: string): Promise<void> => hurry(badge(text).waitFor()),
    view: (name: string) => page.getByRole("navigation", { name: "Views" }).getByRole("link", { name }),

    /** Pushes an image. While an alarm lasts the release would be refused, as the page says. */
    async push(image: string): Promise<void> {
      await card().getByText("every release is refused").waitFor({ state: "detached" });
      await card().getByRole("button", { name: image, exact: true }).click();
    },

    async decide(action: string, reason: string): Promise<void> {
      await card().getByRole("button", { name: action, exact: true }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("textbox").fill(reason);
      await dialog.getByRole("button", { name: action, exact: true }).click();
      await dialog.waitFor({ state: "hidden" });
    },

    /** Percent of requests that the green side really gets, as its bar says. */
    async seenOfGreen(): Promise<number> {
      const label = await card().locator(".bar-seen").getAttribute("aria-label");
      return Number(/green ([\d.]+) %/.exec(label ?? "")?.[1] ?? 0);
    },
  };
}

/** The address of the execution that released a version, below the page's own. */
export async function executionOf(page: Page, endpoint: string, version: string): Promise<string> {
  await page.goto(`${endpoint}/console/executions?text=${version}`);
  const href = await page.locator("tbody a").first().getAttribute("href");
  return href?.slice("/console/".length) ?? "";
}
