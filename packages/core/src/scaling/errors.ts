import type { ErrorTable } from "../error.ts";

/** Every error name that scaling's machine catches or that its steps throw. */
export const scalingErrors = {
  "Scaling.NotPlanned": {
    meaning:
      "Nobody plans the replicas of this service: it is not in `inference.services`, or there is no such service.",
    action:
      "Name one of those that the message lists, or add it to the configuration and deploy. Nothing was done.",
  },
  "Scaling.NotOwned": {
    meaning:
      "The planner only says what it would do: the configuration leaves the number of tasks to AWS's scaling.",
    action:
      "Ask with `dryRun`, or set `owner: planner` in `inference.services` and deploy. Nothing was done.",
  },
  "Scaling.AlreadyRunning": {
    meaning: "Another run scales the service just now.",
    action: "Nothing: that run heeds what the planner says meanwhile.",
  },
  "Scaling.LeaseLost": {
    meaning: "Another run has taken the service over from this one.",
    action: "Nothing: replicas that were to leave have been put back, and the other run goes on.",
  },
  "Scaling.ChangedMeanwhile": {
    meaning:
      "Somebody else has changed the number of tasks while replicas were leaving, or some that were given up came after all.",
    action:
      "Nothing, where that was a release or a person: the replicas serve again, and the planner looks anew. Where it happens again, look for a second writer, such as a scaling policy.",
  },
  "Scaling.ReleaseBegan": {
    meaning: "A release of the group has begun while replicas were leaving.",
    action: "Nothing: the replicas serve again. A release keeps what there is.",
  },
  "Scaling.NeededAgain": {
    meaning: "Demand has come back while replicas were leaving.",
    action: "Nothing: they serve again.",
  },
  "Scaling.StreamsStay": {
    meaning: "No replica that was to leave became empty before the load balancer would have cut its streams.",
    action: "Nothing: they serve again. Where that happens often, raise the service's `drainSeconds`.",
  },
  "Scaling.NoCapacity": {
    meaning: "Replicas that were ordered are not ready after twice the usual time.",
    action:
      "Read the service's events in ECS: no capacity of that type in the zones, a quota, an image that cannot be pulled, a model that does not fit. ECS goes on trying; the bounds stay. Until all serve again, further orders that fail are in the reports alone.",
  },
  "Scaling.NotGone": {
    meaning: "Tasks that were let go still run after their stop time.",
    action: "Look at the tasks in ECS; StopTask ends what hangs. They cost until then.",
  },
} as const satisfies ErrorTable;

export type ScalingError = keyof typeof scalingErrors;
