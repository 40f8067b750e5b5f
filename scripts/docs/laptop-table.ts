import { readFileSync } from "node:fs";
import type { Kind } from "../translate/kind.ts";
import { leavings } from "../translate/left-out.ts";
import { betweenMarkers } from "./markers.ts";

const begin = "<!-- laptop: written by npm run docs -->";
const end = "<!-- /laptop -->";

interface NotOnTheLaptop {
  readonly modules: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, string>>;
}

/** The page with the table of what becomes of each kind of resource on the laptop put between its markers. */
export function withLaptopTable(path: string, kinds: readonly Kind[], absent: NotOnTheLaptop): string {
  return betweenMarkers(readFileSync(path, "utf8"), begin, end, `\n${laptopTable(kinds, absent)}\n`);
}

function laptopTable(kinds: readonly Kind[], { modules, types }: NotOnTheLaptop): string {
  return [
    "| resource | becomes | without |",
    "|---|---|---|",
    // What is made in two turns is one type all the same.
    ...kinds.filter(firstOfType).map((kind) => `| \`${kind.type}\` | ${kind.becomes} | ${without(kind)} |`),
    "",
    "Not on the laptop, whole modules of Pulumi's provider:",
    "",
    ...byReason(modules).map(
      ([reason, names]) => `* ${names.map((name) => `\`aws:${name}\``).join(", ")}: ${reason}`,
    ),
    "",
    "Not on the laptop, of services that the local cloud speaks:",
    "",
    ...byReason(types).map(
      ([reason, names]) => `* ${names.map((name) => `\`${name}\``).join(", ")}: ${reason}`,
    ),
  ].join("\n");
}

const firstOfType = (kind: Kind, index: number, all: readonly Kind[]): boolean =>
  all.findIndex(({ type }) => type === kind.type) === index;

/** What is left out of a kind, by reason; tags and what Pulumi keeps for itself go without saying. */
function without({ schema, inside }: Kind): string {
  const all = [
    ...leavings(schema),
    ...Object.entries(inside).flatMap(([path, inner]) => leavings(inner, path)),
  ].filter(({ path, reason }) => !unsaid.includes(path) && reason !== "Pulumi's own");
  const reasons = byReason(Object.fromEntries(all.map(({ path, reason }) => [path, reason])));
  return reasons
    .map(([reason, paths]) => `${paths.map((path) => `\`${path}\``).join(", ")} (${reason})`)
    .join("; ");
}

const unsaid = ["tags", "tagsAll", "region"];

function byReason(reasons: Readonly<Record<string, string>>): [string, string[]][] {
  return [...Map.groupBy(Object.entries(reasons), ([, reason]) => reason)].map(([reason, entries]) => [
    reason,
    entries.map(([name]) => name),
  ]);
}
