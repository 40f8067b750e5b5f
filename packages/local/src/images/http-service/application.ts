import { type Application, type ImageRequest, json, type Reply, type Route } from "../application.ts";
import type { Latency } from "../latency.ts";

const quick: Latency = { median: 0.002, sigma: 0.3 };

/** Where services of all sorts say that they are well; asked without traffic's manners, as with every double. */
const healthPaths = [
  "/health",
  "/healthz",
  "/live",
  "/livez",
  "/ready",
  "/readyz",
  "/api/health",
  "/version",
];

const health: Route = { kind: "health", firstByte: quick, reply: () => json({ status: "ok" }) };

const echo: Route = {
  kind: "plain",
  firstByte: { median: 0.02, sigma: 0.4 },
  reply: ({ method, path, body }: ImageRequest, { version }): Reply => json({ method, path, body, version }),
};

/** A double of any service that speaks plain HTTP: well on the usual paths, an echo with its version everywhere else. */
export const httpService: Application = {
  start: { median: 1, sigma: 0.2 },
  routes: new Map(healthPaths.map((path) => [`GET ${path}`, health])),
  fallback: () => echo,
};
