/** Numbers from 0 to 1, the same for the same seed: https://github.com/bryc/code/blob/master/jshash/PRNGs.md (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const junk: readonly unknown[] = [
  null,
  undefined,
  {},
  [],
  "",
  0,
  -1,
  1e308,
  Number.NaN,
  true,
  "true",
  "COMPLETED",
  "AVAILABLE",
  "DELETED",
  "{}",
  "__proto__",
  ["arn:aws:backup:us-west-2:1112233445566:recovery-point:x"],
  { backupPlanId: {} },
  "x".repeat(10_000),
];

type Node = Record<string, unknown>;

/** Every place in a document: its holder and its key. */
function placesOf(node: unknown, places: [Node, string][] = []): [Node, string][] {
  if (typeof node !== "object" || node === null) return places;
  const holder = node as Node; // arrays are records of their indices here
  for (const key of Object.keys(holder)) {
    places.push([holder, key]);
    placesOf(holder[key], places);
  }
  return places;
}

/** A document of JSON with one to three places changed: left out, replaced, swapped, renamed, shortened, or with one letter wrong. */
export function mutate(text: string, random: () => number): unknown {
  const mutant: unknown = JSON.parse(text);
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)];
  for (let left = 1 + Math.floor(random() * 3); left > 0; left--) {
    const places = placesOf(mutant);
    const [holder, key] = pick(places) ?? [{}, ""];
    const value = holder[key];
    const written = typeof value === "string" ? value : JSON.stringify(value ?? null);
    const at = Math.floor(random() * written.length);
    const [other, otherKey] = pick(places) ?? [{}, ""];
    const ways: readonly (() => void)[] = [
      () => delete holder[key],
      () => (holder[key] = pick(junk)),
      () => ([holder[key], other[otherKey]] = [structuredClone(other[otherKey]), structuredClone(value)]),
      () => {
        delete holder[key];
        holder[key.toUpperCase()] = value;
      },
      () => (holder[key] = written.slice(0, at)),
      () =>
        (holder[key] =
          written.slice(0, at) +
          String.fromCodePoint(32 + Math.floor(random() * 96)) +
          written.slice(at + 1)),
      () => (holder[key] = [value]),
    ];
    pick(ways)?.();
  }
  return mutant;
}
