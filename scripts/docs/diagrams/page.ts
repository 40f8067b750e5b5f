import { betweenMarkers } from "../markers.ts";

const end = "<!-- /diagram -->";
const beginOf = (name: string): string => `<!-- diagram: ${name}; written by npm run diagrams -->`;

/** The page with every diagram put between its markers. Throws when one has no place, or a place has none. */
export function withDiagrams(page: string, diagrams: Readonly<Record<string, string>>): string {
  const places = Array.from(page.matchAll(/<!-- diagram: ([\w-]+);/g), ([, name = ""]) => name);
  const lost = places.filter((name) => diagrams[name] === undefined);
  if (lost.length > 0) throw new Error(`nothing is drawn for ${lost.join(", ")}`);
  return Object.entries(diagrams).reduce(
    (text, [name, diagram]) => betweenMarkers(text, beginOf(name), end, `\n${diagram}\n`),
    page,
  );
}
