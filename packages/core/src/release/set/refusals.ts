import type { Problem } from "../release.ts";

/** A member of a set with every reason why its release would be refused; none where it would not. */
export interface RefusedMember {
  readonly name: string;
  readonly reasons: readonly Problem[];
}

const serves = ({ error }: Problem): boolean => error === "Release.AlreadyServing";

/**
 * Every reason why a set would be refused, the one by whose name it is refused first. That its images serve already is said where
 * all of them do: whoever waits for the set then has what it wanted.
 */
export function refusalsOf(members: readonly RefusedMember[]): Problem[] {
  const inPart = !members.every(({ reasons }) => reasons.some(serves));
  const all = members.flatMap(({ name, reasons }) =>
    reasons.map((problem) => ({
      error: inPart && serves(problem) ? "Release.ServesInPart" : problem.error,
      cause: `${name}: ${problem.cause}`,
    })),
  );
  const last = (problem: Problem): number => (serves(problem) ? 1 : 0);
  return all.toSorted((one, other) => last(one) - last(other));
}
