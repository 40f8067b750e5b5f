import { readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { betweenMarkers } from "../../scripts/docs/markers.ts";

/** A page's text with `content` between the markers of a bench, such as `bench:judge`. Throws an Error where it has none. */
export const withBench = (text: string, bench: string, content: string): string =>
  betweenMarkers(
    text,
    `<!-- ${bench}: written by npm run ${bench} -- --write -->`,
    `<!-- /${bench} -->`,
    `\n${content}\n`,
  );

/** Renews what a page of docs/ says of a bench. */
export function renewPage(name: string, bench: string, content: string): void {
  const page = new URL(`../../docs/${name}`, import.meta.url);
  writeFileSync(page, withBench(readFileSync(page, "utf8"), bench, content));
}

export const machineWords = (): string =>
  `Node ${process.version.slice(1)}, ${cpus().length} cores of ${cpus()[0]?.model ?? "unknown"}`;
