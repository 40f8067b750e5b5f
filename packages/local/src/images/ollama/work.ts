import { measuredSeconds, type ReplicaMetric, replicaMetrics } from "@signalbox/core/scaling/replica-metrics";
import type { Work } from "../application.ts";
import type { ContainerSetting } from "../image.ts";
import { type Serving, Slots } from "./slots.ts";
import { tokensOf } from "./tokens.ts";

/**
 * What the environment says of a replica: the first two are Ollama's own variables, and 512 is its default too; the others are the
 * double's. Four at once, not Ollama's one, so that the few chats of a laptop do not wait for one another.
 */
export const servingOf = (environment: ContainerSetting["environment"]): Serving => ({
  slots: positive(environment.OLLAMA_NUM_PARALLEL, 4),
  queue: positive(environment.OLLAMA_MAX_QUEUE, 512),
  prefillPerSecond: positive(environment.DOUBLE_PREFILL_PER_SECOND, 4000),
  secondsPerToken: positive(environment.DOUBLE_SECONDS_PER_TOKEN, 0.04),
});

const measured = Object.keys(replicaMetrics) as ReplicaMetric[];

/** The work of one Ollama, measured every ten seconds until it ends. */
export function work({ clock, environment, measure }: ContainerSetting, ended: AbortSignal): Work {
  const slots = new Slots(servingOf(environment));
  if (measure)
    void (async () => {
      for (;;) {
        await clock.sleep(measuredSeconds * 1000, ended);
        const count = slots.count(clock.now());
        for (const key of measured)
          measure({ metric: replicaMetrics[key], value: count[key], unit: "Count" });
      }
    })().catch(() => {});
  return { take: (request, slowness) => slots.take(tokensOf(request), clock.now(), slowness) };
}

const positive = (text: string | undefined, otherwise: number): number =>
  Number(text) > 0 ? Number(text) : otherwise;
