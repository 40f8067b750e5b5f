import type { PlatformDocument } from "./document.ts";

/** The same platform where no group's image owns a database's schema: its releases are not rehearsed first. */
export const withoutUpgrades = ({ entries, ...document }: PlatformDocument): PlatformDocument => ({
  ...document,
  entries: JSON.parse(JSON.stringify(entries).replaceAll(/,\\"upgrade\\":\{[^}]*\}/g, "")),
});
