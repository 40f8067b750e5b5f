import { knows, type Release } from "./release.ts";

/** How a release calls what its chats hold beside the columns that every release has. */
export interface ChatColumns {
  /** Whether a chat is archived: a breaking release puts another column in its place. */
  readonly archived: string;
  /** What additive releases have added. */
  readonly summaries: readonly string[];
}

export const archivedBy = (revision: string): string => `archived_${revision}`;
export const summaryBy = (revision: string): string => `summary_${revision}`;

/** What a release names in its statements: what it knows of what is there, and what it brings itself, there or not. */
export function columnsOf(release: Release, there: readonly string[]): ChatColumns {
  const { own, upgrade } = release;
  const known = (prefix: string): string[] =>
    there.filter((column) => column.startsWith(prefix) && knows(release, column.slice(prefix.length)));
  const summaries = known(summaryBy(""));
  const archived = known(archivedBy("")).toSorted().at(-1) ?? "archived";
  if (own === undefined) return { archived, summaries };
  if (upgrade === "breaking") return { archived: archivedBy(own), summaries };
  return { archived, summaries: [...new Set([...summaries, summaryBy(own)])] };
}
