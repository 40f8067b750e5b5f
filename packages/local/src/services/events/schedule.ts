import type { Next } from "@signalbox/core/schedule/cron";
import { timingOf } from "@signalbox/core/schedule/expression";
import { runs } from "../../world/links.ts";
import type { AwsEvent, World } from "../../world/world.ts";
import { AwsError } from "../error.ts";
import { repeat } from "../scheduler/repeat.ts";
import type { Rule } from "./registry.ts";

/** Reads a rule's schedule: rate() counts from when the rule is put, cron() is in UTC. */
export function scheduleOf(expression: string): Next {
  const timing = timingOf(expression, "UTC");
  if (timing?.kind === "cron") return timing.next;
  if (timing?.kind === "rate" && isSpelled(expression)) return (after) => after + timing.everyMs;
  throw new AwsError("ValidationException", "Parameter ScheduleExpression is not valid.");
}

/** Rules, unlike EventBridge Scheduler, take one minute and two minutes only, not one minutes. */
function isSpelled(expression: string): boolean {
  return expression.startsWith("rate(1 ") !== expression.endsWith("s)");
}

/** The rules that run on the clock; each has its own loop, which ends with the rule. */
export class Schedules {
  readonly #world: World;
  readonly #stopped: AbortSignal;
  readonly #running = new Map<string, AbortController>();

  constructor(world: World, stopped: AbortSignal) {
    this.#world = world;
    this.#stopped = stopped;
  }

  /** Starts the rule's schedule anew, or ends it where the rule is disabled or has none. */
  set(rule: Rule, fire: (event: AwsEvent) => void): void {
    this.end(rule.arn);
    const { schedule } = rule;
    if (!schedule || rule.state === "DISABLED") return;
    const { clock, links } = this.#world;
    const own = new AbortController();
    this.#running.set(rule.arn, own);
    const signal = AbortSignal.any([own.signal, this.#stopped]);
    this.#world.background(`schedule of rule ${rule.name}`, () =>
      repeat(clock, schedule.next, clock.now(), signal, (at) => {
        if (runs(links, rule.arn.split(":")[3] ?? "")) fire(scheduled(this.#world, rule, at));
      }),
    );
  }

  end(ruleArn: string): void {
    this.#running.get(ruleArn)?.abort(new DOMException("the schedule changed", "AbortError"));
    this.#running.delete(ruleArn);
  }
}

function scheduled({ account, random }: World, { arn }: Rule, at: number): AwsEvent {
  return {
    version: "0",
    id: random.uuid(),
    "detail-type": "Scheduled Event",
    source: "aws.events",
    account,
    time: `${new Date(at).toISOString().slice(0, 19)}Z`,
    region: arn.split(":")[3] ?? "",
    resources: [arn],
    detail: {},
  };
}
