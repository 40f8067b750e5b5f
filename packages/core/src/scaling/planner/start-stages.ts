import { z } from "zod";
import { enough, sawStart, startWithin } from "./start-ups.ts";

/**
 * What a start goes through: until an instance is there, until the image is on it, until the balancer's checks pass. The last one is the
 * weights and the warm-up, which nothing that ECS says tells apart: it dates the container's start, and not what the engine does in it
 * (https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Task.html).
 */
export const startStages = ["instance", "image", "model"] as const;
export type StartStage = (typeof startStages)[number];

/** Seconds of one start. */
export type StageSeconds = Readonly<Record<StartStage, number>>;
/** Of the last starts, the newest last. */
export type StageTimes = Readonly<Record<StartStage, number[]>>;

export const noStages = (): StageTimes => ({ instance: [], image: [], model: [] });

export function sawStages(times: StageTimes, seconds: StageSeconds): void {
  for (const stage of startStages) sawStart(times[stage], seconds[stage]);
}

/** How long a stage takes, in seconds: half of the starts at most, and four in five. */
export const StageLength = z.object({ stage: z.enum(startStages), half: z.number(), most: z.number() });
export type StageLength = z.output<typeof StageLength>;

/** None before enough starts were measured. */
export function stageLengths(times: StageTimes): StageLength[] {
  return startStages
    .filter((stage) => times[stage].length >= enough)
    .map((stage) => ({
      stage,
      half: startWithin(times[stage], 0, 0.5),
      most: startWithin(times[stage], 0, 0.8),
    }));
}

const words: Readonly<Record<StartStage, string>> = {
  instance: "an instance",
  image: "the image",
  model: "weights and warm-up",
};

/** In a sentence, the slowest named; undefined before enough were measured. */
export function explainStages(lengths: readonly StageLength[]): string | undefined {
  const [slowest] = lengths.toSorted((a, b) => b.half - a.half);
  if (!slowest) return undefined;
  const parts = lengths.map(({ stage, half }) => `${Math.round(half)} s for ${words[stage]}`).join(", ");
  return `Half of the starts take ${parts} at most; ${words[slowest.stage]} take${slowest.stage === "model" ? "" : "s"} longest.`;
}
