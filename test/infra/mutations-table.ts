import { betweenMarkers } from "../../scripts/docs/markers.ts";
import { mutations } from "./mutations.ts";

const open = "<!-- mutations: written by node test/infra/write-mutations.ts -->";
const close = "<!-- /mutations -->";

/** The page with the list of mutations as it is now. Throws an Error where the page lacks the markers. */
export function withMutations(page: string): string {
  const rows = mutations.map(({ name, breaks }) => `| ${name} | ${breaks.name} |`);
  const table = ["| what somebody did | the promise that catches it |", "|---|---|", ...rows].join("\n");
  return betweenMarkers(page, open, close, `\n${table}\n`);
}
