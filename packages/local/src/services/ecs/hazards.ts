import type { Latency } from "../../images/latency.ts";

/** How long each stage of a start takes on an instance with a GPU. */
export interface StartUp {
  /** Until an instance is there and has joined. */
  readonly instance: Latency;
  readonly pull: Latency;
  /** Of the process: it answers only when both are over. */
  readonly weights: Latency;
  readonly warmUp: Latency;
}

export interface Place {
  readonly region: string;
  /** Name of the ECS service. */
  readonly service: string;
  readonly zone: string;
}

/** What may befall the tasks of ECS. */
export interface EcsHazards {
  /** How a service's next task starts; undefined: with the local cloud's usual haste. */
  startUp(service: Pick<Place, "region" | "service">): StartUp | undefined;
  /** Whether there is no capacity for one more task there. */
  full(place: Place, standing: readonly Place[]): boolean;
}

export const noHazards: EcsHazards = { startUp: () => undefined, full: () => false };
