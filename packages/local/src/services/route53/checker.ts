import { inTime } from "@signalbox/core/in-time";
import { urlOf } from "../../world/edge/url-of.ts";
import type { World } from "../../world/world.ts";
import { type HealthCheck, look } from "./health-check.ts";
import type { Zones } from "./zones.ts";

const everyMs = 30_000;
/** https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-failover-determining-health-of-endpoints.html: 4 s to connect, 2 s to answer. */
const patienceMs = 6_000;

/** Looks at every check, as Route 53's checkers do from all over the world; runs only while there are checks. */
export class Checker {
  readonly #world: World;
  readonly #zones: Zones;
  readonly #signal: AbortSignal;
  #running = false;

  constructor(world: World, zones: Zones, signal: AbortSignal) {
    this.#world = world;
    this.#zones = zones;
    this.#signal = signal;
  }

  start(): void {
    if (this.#running || this.#zones.checks.size === 0) return;
    this.#running = true;
    this.#world.background("Route 53's health checks", () => this.#run());
  }

  async #run(): Promise<void> {
    const { clock } = this.#world;
    while (this.#zones.checks.size > 0) {
      await clock.sleep(everyMs, this.#signal);
      await Promise.all([...this.#zones.checks.values()].map((check) => this.#look(check)));
      for (const { id } of this.#zones.checks.values())
        this.#world.metrics.publish({
          region: "us-east-1",
          namespace: "AWS/Route53",
          metric: "HealthCheckStatus",
          dimensions: { HealthCheckId: id },
          value: this.#zones.isHealthy(id) ? 1 : 0,
        });
    }
    this.#running = false;
  }

  async #look(check: HealthCheck): Promise<void> {
    const { Type } = check.config;
    if (Type === "CALCULATED" || Type === "RECOVERY_CONTROL") return;
    const { well, status } = await (Type === "HTTPS" ? this.#endpoint(check) : this.#alarm(check));
    if (well !== undefined) look(check, well, status, this.#world.clock.now());
  }

  async #endpoint({ config }: HealthCheck): Promise<{ readonly well: boolean; readonly status: string }> {
    const { FullyQualifiedDomainName: host = "", ResourcePath: path = "/" } = config;
    const { plane, clock } = this.#world;
    const url = urlOf(plane, this.#zones.resolve(host));
    if (url === undefined) return { well: false, status: `Failure: DNS resolution failed: ${host}` };
    const ask = () => plane.ask(url, { method: "GET", path, host, headers: {} });
    try {
      const answer = await inTime(clock, patienceMs, () => undefined, ask);
      if (!answer) return { well: false, status: "Failure: The health check endpoint timed out" };
      const well = answer.status >= 200 && answer.status < 400;
      return { well, status: `${well ? "Success" : "Failure"}: HTTP Status Code ${answer.status}` };
    } catch (error) {
      return { well: false, status: `Failure: ${error instanceof Error ? error.message : String(error)}` };
    }
  }

  /** What an alarm says that is not reached, or has too little data, is the last that it said. */
  async #alarm({
    config,
  }: HealthCheck): Promise<{ readonly well: boolean | undefined; readonly status: string }> {
    const { Name = "", Region = "us-east-1" } = config.AlarmIdentifier ?? {};
    const unknown = { well: undefined, status: "" };
    if (!this.#world.links.join(undefined, Region)) return unknown;
    const caller = { region: Region, principal: { kind: "service", name: "route53.amazonaws.com" } } as const;
    const { MetricAlarms = [] } = await this.#world
      .call("monitoring", "DescribeAlarms", { AlarmNames: [Name] }, caller)
      .catch(() => ({ MetricAlarms: [] }));
    const [alarm] = MetricAlarms;
    if (!alarm || alarm.StateValue === "INSUFFICIENT_DATA") return unknown;
    const well = alarm.StateValue === "OK";
    return { well, status: `${well ? "Success" : "Failure"}: The alarm is in the ${alarm.StateValue} state` };
  }
}
