import type { Chance } from "./chance.fixture.ts";
import type { MeasuredMinute } from "./state.ts";

/** Weights and minutes of the releases that are simulated, and the share of requests that fail on a healthy side. */
export const weights = [5, 25, 50] as const;
export const bakeMinutes = 10;
const baseRate = 0.005;
/** A cold start: so many times more errors in so many first minutes of each step. */
export const cold = { times: 3, minutes: 3 } as const;

export interface Traffic {
  /** Requests a second, of both sides together. */
  readonly rps: number;
  /** How many times more of the candidate's requests fail. */
  readonly times: number;
  readonly cold: boolean;
  /** Whether each minute's rates of failure vary by a factor, the same for both sides or each side's own. */
  readonly noise?: "shared" | "own";
}

/** One release's minutes: requests are Poisson, and each fails by itself. */
export function ladder({ rps, times, cold: isCold, noise }: Traffic, chance: Chance): MeasuredMinute[] {
  const requests = (share: number): number => chance.poisson(60 * rps * share);
  return weights.flatMap((weight, step) =>
    Array.from({ length: bakeMinutes }, (_, age): MeasuredMinute => {
      const fresh = isCold && age < cold.minutes ? cold.times : 1;
      const rate = baseRate * (noise === "shared" ? chance.factor() : 1);
      const own = (): number => (noise === "own" ? chance.factor() : 1);
      const candidate = requests(weight / 100);
      const stable = requests(1 - weight / 100);
      return {
        service: "chat",
        metric: "errors",
        minute: step * bakeMinutes + age,
        step: step * bakeMinutes,
        alone: false,
        candidate: {
          requests: candidate,
          bad: chance.binomial(candidate, Math.min(1, rate * times * fresh * own())),
        },
        stable: { requests: stable, bad: chance.binomial(stable, Math.min(1, rate * own())) },
      };
    }),
  );
}
