import type { Server } from "node:http";
import { numbersOf } from "@signalbox/core/scaling/hold/hold-line";
import { holderHealthPath } from "@signalbox/core/scaling/hold/holder-variables";
import { measuredSeconds } from "@signalbox/core/scaling/replica-metrics";
import { engineAt } from "@signalbox/functions/request-holder/engine";
import type { Holder } from "@signalbox/functions/request-holder/holder";
import { holderServer } from "@signalbox/functions/request-holder/serve";
import { holderSettingsOf } from "@signalbox/functions/request-holder/settings";
import type { Answer } from "../../world/plane/answer.ts";
import type { Behaviour, Container, ContainerSetting, Image, ImageRequestHead } from "../image.ts";
import { modelledHolder, own } from "./modelled.ts";
import { hearingOf, urlOf } from "./spill.ts";

/** Nothing listens there: a request to it is refused at once. */
const nowhere = "http://127.0.0.1:9";

/** The container that holds requests, with its very code: over real HTTP its server, for modelled traffic what decides in it. */
export const requestHolder = (repository: string): Image => ({
  repository,
  create: (setting) => new RequestHolder(setting),
});

class RequestHolder implements Container {
  readonly #setting: ContainerSetting;
  readonly #gone = new AbortController();
  #holder: Holder | undefined;
  #open = new Set<Promise<Answer>>();
  #model: ReturnType<typeof modelledHolder> | undefined;

  constructor(setting: ContainerSetting) {
    this.#setting = setting;
    void this.#speak().catch(() => {});
  }

  server(): Server {
    const { clock, environment, listenerAt } = this.#setting;
    const settings = holderSettingsOf(environment);
    const { server, holder, run } = holderServer(settings, {
      clock,
      engine: (way) => {
        const { host, port } = engineAt(urlOf(settings, way));
        return engineAt(listenerAt?.(host, port) ?? nowhere);
      },
      hear: hearingOf(this.#setting, settings),
    });
    this.#holder = holder;
    void run(this.#gone.signal);
    return server;
  }

  /** Of modelled traffic only the load balancer's checks are met at once. */
  behave({ path }: ImageRequestHead): Behaviour {
    const status = path === holderHealthPath ? 200 : 503;
    return { status, firstByteSeconds: 0.001, lastByteSeconds: 0.001 };
  }

  async answer(): Promise<never> {
    throw new Error("its own server answers");
  }

  async pass(request: ImageRequestHead): Promise<Answer> {
    if (!this.#model) {
      this.#model = modelledHolder(this.#setting);
      this.#holder = this.#model.holder;
      void this.#model.away?.run(this.#gone.signal);
    }
    const passing = Promise.race([this.#model.pass(request), this.#killed()]);
    this.#open.add(passing);
    return await passing.finally(() => this.#open.delete(passing));
  }

  async terminate(): Promise<void> {
    this.#holder?.stop();
    await Promise.all(this.#open);
  }

  ended(): void {
    this.#gone.abort();
  }

  #killed(): Promise<Answer> {
    return new Promise((resolve) =>
      this.#gone.signal.addEventListener("abort", () => resolve(own(502)), { once: true }),
    );
  }

  /** What its log would say. */
  async #speak(): Promise<void> {
    const { clock, measure } = this.#setting;
    for (;;) {
      await clock.sleep(measuredSeconds * 1000, this.#gone.signal);
      const word = this.#holder?.word() ?? { held: 0, came: 0, passed: 0, refused: 0, nobody: 0 };
      for (const [metric, value] of Object.entries(numbersOf(word)))
        measure?.({ metric, value, unit: "Count" });
    }
  }
}
