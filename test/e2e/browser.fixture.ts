import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";

const pictures = new URL("../../docs/images/", import.meta.url);
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

export interface Opened {
  readonly page: Page;
  /** What the browser complained of: errors of the page, and its console's. */
  readonly complaints: string[];
}

export async function open(
  browser: Browser,
  url: string,
  { viewport = { width: 1280, height: 860 }, ...options }: BrowserContextOptions = {},
): Promise<Opened> {
  const context = await browser.newContext({ viewport, ...options });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") complaints.push(message.text());
  });
  await page.goto(url);
  return { page, complaints };
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What axe finds wrong with the page as it stands, one line each. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  // The page's types are the browser's; axe answers what it documents.
  const found = (await page.evaluate("axe.run().then(({ violations }) => violations)")) as Violation[];
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} ${failureSummary}`),
  );
}

/** A picture for the README. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, pictures)), animations: "disabled" });
}
