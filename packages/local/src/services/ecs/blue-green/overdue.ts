import type { Lifecycle } from "./lifecycle.ts";

const stageMs = 24 * 3_600_000;

/**
 * Whether a stage has lasted longer than AWS lets it, 24 hours. Hooks and the bake have times of their own, and what is
 * cleaned up then serves nobody. https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-how-it-works.html
 */
export const isOverdue = ({ stage, enteredAt }: Lifecycle, now: number): boolean =>
  stage !== "BAKE_TIME" && stage !== "CLEAN_UP" && now >= enteredAt + stageMs;
