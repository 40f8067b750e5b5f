import { z } from "zod";
import { strategies } from "../../config/service.ts";
import { Problem } from "../release.ts";

const PlannedMember = z.strictObject({
  /** As people name it within the set. */
  name: z.string(),
  title: z.string(),
  strategy: z.enum(strategies),
  /** Of this release alone, without waiting for others. */
  atLeastSeconds: z.number(),
  atMostSeconds: z.number(),
  /** USD of one promotion at list price, where it is known. */
  cost: z.number().optional(),
});

/** What a set would do if it were asked for now. */
export const SetPlan = z.strictObject({
  title: z.string(),
  /** One after the other; the members of one go side by side. */
  waves: z.array(z.strictObject({ begins: z.string(), members: z.array(PlannedMember) })),
  /** What holds of the set as a whole. */
  rules: z.array(z.string()),
  /** Every reason why a member would be refused; one is enough to refuse all. */
  refusals: z.array(Problem),
});
export type SetPlan = z.output<typeof SetPlan>;

const beginnings = (betweenSeconds: number, wave: number, members: number): string => {
  const when =
    wave === 0
      ? "at once"
      : `${betweenSeconds} s after the wave before it is promoted and drained, if no alarm and nobody turns that back`;
  return members > 1 ? `${when}, all side by side` : when;
};

export const plannedWaves = (
  betweenSeconds: number,
  waves: readonly (readonly z.output<typeof PlannedMember>[])[],
): SetPlan["waves"] =>
  waves.map((members, index) => ({
    begins: beginnings(betweenSeconds, index, members.length),
    members: [...members],
  }));

/** What is true of every set. */
export const rules: readonly string[] = [
  "users meet the candidates of a wave only when every one of them is ready",
  "none of a wave is promoted before every verdict of it has passed",
  "one that turns back, is refused, aborted, superseded or stopped turns all of them back: by an abort, or, once its old side is gone, by a way back of its own",
  "the ways back are kept until the last one has been kept for its own time",
];
