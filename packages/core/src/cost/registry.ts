import type { Trigger } from "../workflow/triggers.ts";

/** What the estimate needs to know of a workflow or a function. */
export interface Deployed {
  readonly name: string;
  readonly triggers: readonly Trigger[];
}

/** Whatever is deployed beside the platform. */
export interface Registry {
  readonly workflows: readonly Deployed[];
  readonly functions: readonly Deployed[];
}

/** Whether something other than a person starts it: it has a dead-letter queue then, and that an alarm. */
export const startsItself = ({ triggers }: Deployed): boolean =>
  triggers.some(({ kind }) => kind !== "person");
