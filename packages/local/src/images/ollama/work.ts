import type { Work } from "../application.ts";
import type { ContainerSetting } from "../image.ts";
import { type Count, type Serving, Slots } from "./slots.ts";
import { tokensOf } from "./tokens.ts";

/** As often as a sidecar on AWS scrapes. */
const measuredMs = 10_000;

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

/** The work of one Ollama, measured every ten seconds until it ends. */
export function work({ clock, environment, measure }: ContainerSetting, ended: AbortSignal): Work {
  const slots = new Slots(servingOf(environment));
  if (measure)
    void (async () => {
      for (;;) {
        await clock.sleep(measuredMs, ended);
        for (const measured of measures(slots.count(clock.now()), slots.serving)) measure(measured);
      }
    })().catch(() => {});
  return { take: (request, slowness) => slots.take(tokensOf(request), clock.now(), slowness) };
}

const measures = (
  { waiting, running, requests, refused, inputTokens, outputTokens }: Count,
  { slots }: Serving,
) => [
  { metric: "requests_waiting", value: waiting, unit: "Count" },
  { metric: "requests_running", value: running, unit: "Count" },
  { metric: "slots_used", value: running / slots, unit: "None" },
  { metric: "requests", value: requests, unit: "Count" },
  { metric: "requests_refused", value: refused, unit: "Count" },
  { metric: "prompt_tokens", value: inputTokens, unit: "Count" },
  { metric: "generation_tokens", value: outputTokens, unit: "Count" },
];

const positive = (text: string | undefined, otherwise: number): number =>
  Number(text) > 0 ? Number(text) : otherwise;
