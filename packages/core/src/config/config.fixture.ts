import type { ConfigLayer } from "./config.ts";
import type { Environment } from "./environment.ts";
import { InvalidConfig } from "./invalid-config.ts";
import { layered } from "./layered.ts";
import type { Problem } from "./problem.ts";

/** A configuration in which nothing is wrong: two regions, one service behind the load balancer, one that serves models. */
export const sound: ConfigLayer = {
  domain: { host: "chat.example.com", zoneId: "Z0000EXAMPLE" },
  regions: [
    { region: "us-east-1", role: "primary", cidr: "10.0.0.0/16", zones: 3 },
    { region: "eu-west-1", role: "secondary", cidr: "10.1.0.0/16", zones: 3 },
  ],
  images: {
    web: { source: "example/web", version: "1" },
    models: { source: "example/models", version: "1" },
  },
  groups: { web: {}, models: {} },
  services: {
    web: {
      group: "web",
      image: "web",
      port: 8080,
      route: { kind: "public", paths: ["/*"] },
      needs: ["database", "identity", "inference"],
    },
    models: { group: "models", image: "models", port: 11434, route: { kind: "internal-load-balancer" } },
  },
  backup: { classes: { daily: { target: "database", schedule: "cron(0 2 * * ? *)", retentionDays: 30 } } },
};

/** What is wrong when a layer and an environment go over the sound configuration. */
export function problemsOf(layer: object, environment: Environment = {}): readonly Problem[] {
  try {
    layered(
      [
        { origin: "base", layer: sound },
        { origin: "stage", layer },
      ],
      environment,
    );
    return [];
  } catch (error) {
    if (error instanceof InvalidConfig) return error.problems;
    throw error;
  }
}
