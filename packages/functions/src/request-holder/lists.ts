import { type Engine, get, type Whole } from "./engine.ts";

/** What replicas last answered to the questions that clients ask before they ask for work. */
export class Lists {
  readonly #engine: () => Engine;
  readonly #paths: readonly string[];
  readonly #known = new Map<string, Whole>();

  constructor(engine: () => Engine, paths: readonly string[]) {
    this.#engine = engine;
    this.#paths = paths;
  }

  of(path: string): Whole | undefined {
    return this.#known.get(path);
  }

  /** Asks anew; answers whether the load balancer said that nobody serves. */
  async refresh(): Promise<"nobody" | undefined> {
    for (const path of this.#paths) {
      const answer = await get(this.#engine(), path);
      if (answer === "nobody") return answer;
      if (answer?.status === 200) this.#known.set(path, answer);
    }
    return undefined;
  }
}
