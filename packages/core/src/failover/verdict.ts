import type { Observation, Seen } from "./observation.ts";

/**
 * The observer's verdict. An observer that does not see its control targets knows nothing; a region of which any probe came through
 * is not down, however ill it is: that is a release's or a restore's to mend.
 */
export function verdictOf({ probes, sees }: Pick<Observation, "probes" | "sees">): Seen {
  if (!sees) return "unknown";
  const { edge, login, databaseWrite, replication } = probes;
  const inside = [login, databaseWrite, replication];
  if (edge === "up" && inside.every((seen) => seen !== "down")) return "up";
  return edge === "down" && inside.every((seen) => seen !== "up") && inside.includes("down")
    ? "down"
    : "unknown";
}

/**
 * Whether it holds a proof from inside of what failed. A region that nobody reaches while its database goes on replicating is cut off
 * from its users and not lost, https://github.com/openark/orchestrator/blob/master/docs/failure-detection.md
 */
export const isProof = (observation: Observation): boolean =>
  verdictOf(observation) === "down" && observation.probes.replication === "down";
