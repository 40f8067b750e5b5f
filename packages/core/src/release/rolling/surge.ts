/**
 * The `maximumPercent` with which a rolling deployment of so many tasks may run one more: the least whole number p for which
 * ECS, which rounds the limit down, allows a task above the desired ones, ⌈100·(n+1)/n⌉. Exactly one up to 199 tasks; above
 * that no whole percentage is so small, and 101 allows ⌊n/100⌋.
 * Source: https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html
 */
export const maximumPercent = (desiredCount: number): number =>
  Math.ceil((100 * (desiredCount + 1)) / desiredCount);

/** Tasks that ECS lets run at once under a maximumPercent. */
export const mostTasks = (desiredCount: number, percent: number): number =>
  Math.floor((desiredCount * percent) / 100);
