import { NamedError } from "@signalbox/core/error";

/** The annotation of an image's manifest that says how its container behaves. */
export const behaviourAnnotation = "dev.signalbox.behaviour";

/** How a version misbehaves. */
export interface Manner {
  /** Multiplies every delay but those of health checks. */
  readonly slowness: number;
  /** Share of requests, health checks apart, that meet a 500. */
  readonly errorShare: number;
  /** Whether start-up ever ends. */
  readonly starts: boolean;
}

const good: Manner = { slowness: 1, errorShare: 0, starts: true };

const manners = {
  good,
  slow: { ...good, slowness: 5 },
  errors: { ...good, errorShare: 0.05 },
  // Some services always fail a little: theirs is what a candidate has to be compared with.
  flawed: { ...good, errorShare: 0.04 },
  "twice-flawed": { ...good, errorShare: 0.08 },
  unhealthy: { ...good, starts: false },
} as const satisfies Record<string, Manner>;

export type BehaviourName = keyof typeof manners;

/** Every behaviour by its name, the good one first. */
export const behaviours = [
  "good",
  "slow",
  "errors",
  "flawed",
  "twice-flawed",
  "unhealthy",
] as const satisfies readonly BehaviourName[];

const isBehaviour = (name: string): name is BehaviourName => Object.hasOwn(manners, name);

export const mannerNamed = (name: BehaviourName): Manner => manners[name];

/** Throws Image.UnknownBehaviour, which ends the container. */
export function mannerOf(annotations: Readonly<Record<string, string>>): Manner {
  const name = annotations[behaviourAnnotation] ?? "good";
  if (isBehaviour(name)) return manners[name];
  throw new NamedError(
    "Image.UnknownBehaviour",
    `the image's annotation ${behaviourAnnotation} is "${name}"; it can be ${Object.keys(manners).join(", ")}`,
    { name },
  );
}
