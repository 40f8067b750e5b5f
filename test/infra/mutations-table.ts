import { mutations } from "./mutations.ts";

const open = "<!-- mutations: written by node test/infra/write-mutations.ts -->";
const close = "<!-- /mutations -->";

/** The page with the list of mutations as it is now. Throws an Error where the page lacks the markers. */
export function withMutations(page: string): string {
  const [start, end] = [page.indexOf(open), page.indexOf(close)];
  if (start < 0 || end < start) throw new Error(`the page needs the lines ${open} and ${close}`);
  const rows = mutations.map(({ name, breaks }) => `| ${name} | ${breaks.name} |`);
  const table = ["| what somebody did | the promise that catches it |", "|---|---|", ...rows].join("\n");
  return `${page.slice(0, start + open.length)}\n\n${table}\n\n${page.slice(end)}`;
}
