import { type ExecutionFilter, readFilter } from "./execution-filter.ts";

/** A filter of the executions that somebody gave a name. */
export interface SavedView {
  readonly name: string;
  readonly filter: ExecutionFilter;
}

/** The views as the browser kept them; what is no view, such as another program's text, is left out. */
export function readViews(kept: string | null): SavedView[] {
  try {
    const read: unknown = JSON.parse(kept ?? "[]");
    return Array.isArray(read) ? read.flatMap(viewIn) : [];
  } catch {
    return [];
  }
}

function viewIn(value: unknown): SavedView[] {
  if (typeof value !== "object" || value === null || !("name" in value) || !("filter" in value)) return [];
  const { name, filter } = value;
  if (typeof name !== "string" || name === "" || typeof filter !== "object" || filter === null) return [];
  const texts = Object.entries(filter).filter(([, text]) => typeof text === "string");
  return [{ name, filter: readFilter(new URLSearchParams(texts)) }];
}

/** With a view more, by name; one of the same name is replaced. */
export const withView = (views: readonly SavedView[], view: SavedView): SavedView[] =>
  [...withoutView(views, view.name), view].toSorted((a, b) => a.name.localeCompare(b.name));

export const withoutView = (views: readonly SavedView[], name: string): SavedView[] =>
  views.filter((view) => view.name !== name);

export const sameFilter = (a: ExecutionFilter, b: ExecutionFilter): boolean =>
  a.status === b.status && a.machine === b.machine && a.region === b.region && a.text === b.text;
