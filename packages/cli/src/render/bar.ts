const cells = 20;

/** A weight as a bar of twenty cells, one for each 5 %: candidate's share filled. */
export function weightBar(weight: number): string {
  const filled = Math.round((weight / 100) * cells);
  return "█".repeat(filled) + "░".repeat(cells - filled);
}
