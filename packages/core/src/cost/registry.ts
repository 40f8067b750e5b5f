import type { Trigger } from "../workflow/triggers.ts";
import { inRegions, type Where } from "../workflow/where.ts";

/** What the estimate needs to know of a workflow or a function. */
export interface Deployed {
  readonly name: string;
  readonly triggers: readonly Trigger[];
  readonly where?: Where;
}

/** Whatever is deployed beside the platform. */
export interface Registry {
  readonly workflows: readonly Deployed[];
  readonly functions: readonly Deployed[];
}

/** What of it stands in each region of a platform that has so many. */
export const registryOf = ({ workflows, functions }: Registry, regions: number): Registry => ({
  workflows: inRegions(workflows, regions),
  functions: inRegions(functions, regions),
});

/** Whether something other than a person starts it: it has a dead-letter queue then, and that an alarm. */
export const startsItself = ({ triggers }: Deployed): boolean =>
  triggers.some(({ kind }) => kind !== "person");
