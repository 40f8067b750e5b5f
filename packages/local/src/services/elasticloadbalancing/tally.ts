import type { Outcome } from "../../world/plane/plane.ts";

/** Takes one metric's value, and how often it was seen. */
export type Put = (metric: string, value: number, count: number, unit: "Count" | "Seconds") => void;

/** One minute's counts of a load balancer or of one of its target groups, by the names that AWS gives them. */
export class Tally {
  requests = 0;
  fixed = 0;
  redirects = 0;
  readonly #counts = new Map<string, number>();
  /**
   * Microseconds of a time rounded to three significant digits, and how often it was seen: enough for any percentile. They are
   * whole, of which a Map is twice as fast as of fractions.
   */
  readonly #times = new Map<number, number>();

  add(outcome: Outcome): void {
    switch (outcome.kind) {
      case "answered":
        this.#target(outcome.status, outcome.seconds);
        break;
      case "broken":
        // A target that breaks off within its answer has already been counted by its status: there is no code for it.
        if (outcome.phase === "body") this.#target(outcome.status, outcome.seconds);
        else this.elb(502);
        if (outcome.phase === "connect") this.#count("TargetConnectionErrorCount");
        break;
      case "timeout":
        this.elb(504);
        break;
      case "client-left":
        // 460 in the access log, unless the target had begun to answer.
        if (outcome.status === undefined) this.#count("HTTPCode_ELB_4XX_Count");
        else this.#target(outcome.status, outcome.seconds);
        break;
    }
  }

  elb(status: 502 | 503 | 504): void {
    this.#count("HTTPCode_ELB_5XX_Count");
    this.#count(`HTTPCode_ELB_${status}_Count`);
  }

  /** Everything that is not zero: AWS reports no zeros here. */
  each(put: Put): void {
    const own = {
      RequestCount: this.requests,
      HTTP_Fixed_Response_Count: this.fixed,
      HTTP_Redirect_Count: this.redirects,
    };
    for (const [metric, value] of [...Object.entries(own), ...this.#counts])
      if (value > 0) put(metric, value, 1, "Count");
    for (const [micros, count] of this.#times) put("TargetResponseTime", micros / 1e6, count, "Seconds");
  }

  #target(status: number, seconds: number): void {
    this.#count(targetCodes[Math.floor(status / 100)] ?? "HTTPCode_Target_5XX_Count");
    const rounded = Math.round(threeDigits(seconds) * 1e6);
    this.#times.set(rounded, (this.#times.get(rounded) ?? 0) + 1);
  }

  #count(metric: string): void {
    this.#counts.set(metric, (this.#counts.get(metric) ?? 0) + 1);
  }
}

const targetCodes: Readonly<Record<number, string>> = {
  2: "HTTPCode_Target_2XX_Count",
  3: "HTTPCode_Target_3XX_Count",
  4: "HTTPCode_Target_4XX_Count",
};

/** Rounded to three significant digits, but to no finer than a microsecond. */
export function threeDigits(seconds: number): number {
  if (seconds <= 0) return 0;
  const digits = Math.min(6, 2 - Math.floor(Math.log10(seconds)));
  if (digits <= 0) return Math.round(seconds * 10 ** digits) / 10 ** digits;
  const scale = 10 ** digits;
  return Math.round(seconds * scale) / scale;
}
