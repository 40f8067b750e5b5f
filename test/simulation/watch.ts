import type { Guard } from "@signalbox/local/gate/gate";
import type { AnyLaptop } from "../workflows/laptop.fixture.ts";
import type { Ground } from "./ground.ts";

/** Between looks at the rules when nobody changes them; milliseconds. */
const everyMs = 10_000;

/** Looks at the rules that users come by at every change of one, and every few seconds. */
export class Watch {
  readonly #wrong = new Set<string>();
  #look: (() => Promise<void>) | undefined;
  /** How often the rules were seen. */
  looks = 0;

  /** Stands before the services, so that no change passes it. */
  readonly guard: Guard = async (call, next) => {
    const answer = await next(call);
    if (call.operation === "ModifyRule") await this.#look?.();
    return answer;
  };

  /** What was not as it must be at any moment: weights that are 100 together, each of them on a side that has healthy targets. */
  get wrong(): readonly string[] {
    return [...this.#wrong];
  }

  /** Begins to look, until the signal comes. */
  begin<L extends AnyLaptop>(laptop: L, ground: Ground<L>, until: AbortSignal): void {
    const { clock } = laptop;
    this.#look = async () => {
      // A region whose APIs are dark cannot be looked into; it can at the next look.
      const rules = await ground.rules(laptop).catch(() => []);
      this.looks += rules.length;
      for (const sides of rules) {
        const sum = sides.reduce((total, { weight }) => total + weight, 0);
        if (sum !== 100) this.#wrong.add(`weights are ${sum} together`);
        for (const { name, weight, healthy } of sides)
          if (weight > 0 && healthy === 0) this.#wrong.add(`${name} has ${weight} % and nothing healthy`);
      }
    };
    const look = this.#look;
    laptop.world.background("looking at the rules", async () => {
      while (!until.aborted) {
        await look();
        await clock.sleep(everyMs, until).catch(() => {});
      }
    });
  }
}
