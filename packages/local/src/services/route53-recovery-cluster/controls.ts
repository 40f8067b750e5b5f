import type { Clock } from "@signalbox/core/clock";
import { AwsError } from "../error.ts";
import { refusal, type SafetyRule } from "./safety-rule.ts";

export interface RoutingControl {
  readonly arn: string;
  readonly name: string;
  readonly panelArn: string;
  readonly panelName: string;
}

export interface Saved {
  readonly on: ReadonlySet<string>;
  readonly changedAt: ReadonlyMap<string, number>;
}

/** The switches of one account, as every endpoint of its cluster knows them. One that is new is Off. */
export class RoutingControls {
  readonly #clock: Pick<Clock, "now">;
  readonly #controls = new Map<string, RoutingControl>();
  readonly #rules = new Map<string, SafetyRule>();
  #on: ReadonlySet<string> = new Set();
  #changedAt = new Map<string, number>();

  constructor(clock: Pick<Clock, "now">) {
    this.#clock = clock;
  }

  add(control: RoutingControl): void {
    this.#controls.set(control.arn, control);
  }

  addRule(rule: SafetyRule): void {
    this.#rules.set(rule.arn, rule);
  }

  isOn(arn: string | undefined): boolean {
    return this.#on.has(arn ?? "");
  }

  /** By ARN; throws ResourceNotFoundException. */
  get(arn = ""): RoutingControl {
    const found = this.#controls.get(arn);
    if (found) return found;
    throw new AwsError("ResourceNotFoundException", `The routing control ${arn} does not exist.`, {
      statusCode: 404,
      fields: { resourceId: arn, resourceType: "ROUTING_CONTROL" },
    });
  }

  /** Of one panel, where one is named. */
  of(panelArn: string | undefined): RoutingControl[] {
    return [...this.#controls.values()].filter((one) => panelArn === undefined || one.panelArn === panelArn);
  }

  /** All of it or nothing; throws ConflictException with the ARN of the rule that refuses it. */
  update(wanted: ReadonlyMap<string, boolean>, overridden: readonly string[]): void {
    const changed = [...wanted.keys()].map((arn) => this.get(arn).arn);
    const on = new Set([...this.#controls.keys()].filter((arn) => wanted.get(arn) ?? this.#on.has(arn)));
    const now = this.#clock.now();
    for (const rule of this.#rules.values()) {
      if (overridden.includes(rule.arn)) continue;
      const last = Math.max(...rule.controls.map((arn) => this.#changedAt.get(arn) ?? -Infinity));
      const restedMs = Number.isFinite(last) ? now - last : undefined;
      const why = refusal(rule, { changed, on, restedMs });
      if (why !== undefined)
        throw new AwsError("ConflictException", why, {
          statusCode: 409,
          fields: { resourceId: rule.arn, resourceType: "SAFETY_RULE" },
        });
    }
    for (const arn of changed) if (on.has(arn) !== this.#on.has(arn)) this.#changedAt.set(arn, now);
    this.#on = on;
  }

  save(): Saved {
    return { on: this.#on, changedAt: this.#changedAt };
  }

  /** The controls themselves are the deployment's to make again. */
  restore({ on, changedAt }: Saved): void {
    this.#on = on;
    this.#changedAt = new Map(changedAt);
  }
}
