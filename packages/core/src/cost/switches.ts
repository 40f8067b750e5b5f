import type { Config } from "../config/config.ts";
import { estimate } from "./estimate.ts";
import type { Registry } from "./registry.ts";
import type { Usage } from "./usage.ts";

/** One choice of the configuration that costs money, and the cheaper one. */
interface Switch {
  /** As it would be written in the configuration. */
  readonly to: string;
  /** What is given up. */
  readonly loses: string;
  /** Whether a configuration may not have it. */
  readonly refused?: (config: Config) => boolean;
  /** The configuration with it. */
  readonly apply: (config: Config) => Config;
}

export interface Saving {
  readonly to: string;
  readonly loses: string;
  /** USD a month; below zero where it would cost more. */
  readonly monthly: number;
}

const services = (config: Config, more: Partial<Config["services"][string]>): Config => ({
  ...config,
  services: Object.fromEntries(
    Object.entries(config.services).map(([name, service]) => [name, { ...service, ...more }]),
  ),
});
const network = (more: Partial<Config["network"]>) => (config: Config) => ({
  ...config,
  network: { ...config.network, ...more },
});
const edge = (more: Partial<Config["edge"]>) => (config: Config) => ({
  ...config,
  edge: { ...config.edge, ...more },
});
const observability = (more: Partial<Config["observability"]>) => (config: Config) => ({
  ...config,
  observability: { ...config.observability, ...more },
});
const database = (more: Partial<Config["data"]["database"]>) => (config: Config) => ({
  ...config,
  data: { ...config.data, database: { ...config.data.database, ...more } },
});
const cache = (more: Partial<Config["data"]["cache"]>) => (config: Config) => ({
  ...config,
  data: { ...config.data, cache: { ...config.data.cache, ...more } },
});

/** Every choice of the configuration with a price, the cheap side of it. */
export const switches: readonly Switch[] = [
  {
    to: "network.nat: single",
    loses: "the zone of the one gateway takes every way out with it",
    apply: network({ nat: "single" }),
  },
  {
    to: "network.nat: instance",
    loses: "a zone that fails may take every way out with it, and somebody patches the instance",
    apply: network({ nat: "instance" }),
  },
  {
    to: "network.endpoints: false",
    loses: "calls of AWS leave by the NAT",
    apply: network({ endpoints: false }),
  },
  {
    to: "edge.waf: false",
    loses: "nothing stops known attacks or a flood",
    apply: edge({ waf: false, botControl: false }),
  },
  { to: "edge.botControl: false", loses: "crawlers are let in", apply: edge({ botControl: false }) },
  { to: "edge.cdn: false", loses: "no cache near users", apply: edge({ cdn: false }) },
  {
    to: "edge.routingControls: false",
    loses: "traffic is turned by health checks and alarms instead of a switch",
    apply: edge({ routingControls: false }),
  },
  {
    to: "data.database.proxy: false",
    loses: "each task holds connections of its own, and a failover of the database cuts them",
    apply: database({ proxy: false }),
  },
  {
    to: "data.database.readers: 0",
    loses: "the writer has no stand-in: minutes until there is a new one",
    apply: database({ readers: 0 }),
  },
  { to: "data.cache.replicas: 0", loses: "sessions go with the node", apply: cache({ replicas: 0 }) },
  {
    to: "data.cache.engine: valkey",
    loses: "nothing that Open WebUI uses",
    apply: cache({ engine: "valkey" }),
  },
  {
    to: "services.*.spotPercent: 100",
    loses: "AWS may take tasks back with two minutes' notice",
    apply: (config) => services(config, { spotPercent: 100 }),
  },
  {
    to: "services.*.architecture: arm64",
    loses: "images need a build for it",
    apply: (config) => services(config, { architecture: "arm64" }),
  },
  {
    to: "nightShutdown: 20:00 to 07:00",
    loses: "nobody works at night or at the weekend",
    refused: ({ permanent }) => permanent,
    apply: (config) => ({ ...config, nightShutdown: { from: "20:00", to: "07:00", timezone: "UTC" } }),
  },
  {
    to: "observability.collector: false",
    loses: "no traces, no Prometheus metrics",
    apply: observability({ collector: false }),
  },
  {
    to: "observability.containerInsights: enabled",
    loses: "no metrics of single tasks",
    apply: observability({ containerInsights: "enabled" }),
  },
  {
    to: "observability.containerInsights: disabled",
    loses: "no metrics of services and tasks, no alarm of missing ones",
    apply: observability({ containerInsights: "disabled" }),
  },
  {
    to: "observability.grafana: none",
    loses: "the dashboards of CloudWatch remain",
    apply: observability({ grafana: "none" }),
  },
  {
    to: "observability.probeMinutes: 60",
    loses: "a broken login is seen an hour later",
    apply: observability({ probeMinutes: 60 }),
  },
  {
    to: "one region",
    loses: "no region to fail over to",
    apply: (config) => ({ ...config, regions: config.regions.filter(({ role }) => role === "primary") }),
  },
];

/** What each switch would save: the estimate again, with it thrown. Those that change nothing are left out; dearest first. */
export function savings(config: Config, usage: Usage, registry: Registry): readonly Saving[] {
  const { total } = estimate(config, usage, registry);
  return switches
    .filter(({ refused }) => !refused?.(config))
    .map(({ to, loses, apply }) => ({
      to,
      loses,
      monthly: total - estimate(apply(config), usage, registry).total,
    }))
    .filter(({ monthly }) => Math.abs(monthly) >= 0.005)
    .toSorted((a, b) => b.monthly - a.monthly);
}
