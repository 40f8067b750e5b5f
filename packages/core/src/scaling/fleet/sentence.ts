import type { Binding, Mix } from "./cheapest.ts";

/** A mix for people: what it is made of, what was given up for it, and what keeps it from being better. @param unit what capacity counts in */
export function sentenceOf({ counts, usdPerHour, lacks, gaveWay, binds }: Mix, unit: string): string {
  const parts = [...counts].filter(([, count]) => count > 0).map(([name, count]) => `${count} × ${name}`);
  const given = gaveWay.map((what) =>
    what === "demand"
      ? `It lacks as much as ${lacks.toFixed(1)} × ${unit} serve.`
      : "More is on Spot than should be.",
  );
  return [
    `The cheapest fleet for it is ${parts.join(" and ") || "none"}, ${usdPerHour.toFixed(2)} $ an hour.`,
    ...given,
    `${bindingOf(binds)}.`,
  ].join(" ");
}

function bindingOf(binds: Binding | undefined): string {
  if (binds === undefined) return "Demand alone decides";
  if (binds === "budget") return "The budget binds";
  if (binds === "spot share") return "The share that may be on Spot binds";
  return `The most of ${binds.most} binds`;
}
