import type { EcsHazards, Place } from "../services/ecs/hazards.ts";
import type { Book } from "./book.ts";
import type { Fault } from "./kinds.ts";

/** What the faults do to tasks that need a GPU. */
export const gpuHazards = (book: Book): EcsHazards => ({
  startUp: (asked) => {
    // The latest that fits, so that a narrower one can be put over one for all.
    const entry = book.standing("gpu-start-up").findLast(({ fault }) => isFor(fault, asked));
    if (!entry || !book.strikes(entry, `a start of ${asked.service}`)) return undefined;
    const { instanceSeconds, pullSeconds, weightsSeconds, warmUpSeconds, spread: sigma } = entry.fault;
    const stage = (median: number) => ({ median, sigma });
    return {
      instance: stage(instanceSeconds),
      pull: stage(pullSeconds),
      weights: stage(weightsSeconds),
      warmUp: stage(warmUpSeconds),
    };
  },
  full: (place, standing) => {
    const fits = ({ fault }: { fault: Fault<"no-gpu-capacity"> }, one: Place): boolean =>
      isFor(fault, one) && (fault.zone ?? one.zone) === one.zone;
    const entry = book
      .standing("no-gpu-capacity")
      .find(
        (one) => fits(one, place) && standing.filter((other) => fits(one, other)).length >= one.fault.tasks,
      );
    return entry !== undefined && book.strikes(entry, `a place for ${place.service} in ${place.zone}`);
  },
});

/** A service of two sides is two of ECS. */
const isFor = (
  fault: Fault<"gpu-start-up" | "no-gpu-capacity">,
  { service, region }: Pick<Place, "service" | "region">,
): boolean =>
  (fault.region ?? region) === region &&
  (fault.service === undefined ||
    service.replace(/-(blue|green)$/, "") === fault.service ||
    service === fault.service);
