import type { ConfigLayer } from "@signalbox/core/config/config";
import { classes } from "./backups.ts";
import { helpers, ollama, split } from "./catalogue.ts";
import { groups, images } from "./images.ts";

/** As production in shape, smaller and on Spot, in two regions: a failover can be drilled here. */
export const staging: ConfigLayer = {
  domain: { host: "chat.staging.example.com", zoneId: "Z0000STAGING" },
  regions: [
    { region: "us-east-1", role: "primary", cidr: "10.0.0.0/16", zones: 2 },
    { region: "eu-west-1", role: "secondary", cidr: "10.1.0.0/16", zones: 2 },
  ],
  network: { nat: "single", flowLogDays: 14 },
  data: {
    database: { maxCapacity: 4, recoveryDays: 14 },
    cache: { nodeType: "cache.t4g.micro" },
  },
  // The load check before production comes from one address: 50 requests a second for two minutes.
  edge: { botControl: false, requestsPerFiveMinutes: 20_000, accessLogDays: 14 },
  images,
  groups,
  services: {
    ...split({ spotPercent: 100, scaling: { min: 1, max: 4 } }),
    ...ollama({ spotPercent: 100, cpu: 2048, memory: 8192, scaling: { min: 1, max: 2 } }),
    ...helpers({ spotPercent: 100, scaling: { min: 1, max: 2 } }),
  },
  observability: { logDays: 14, probeMinutes: 15 },
  backup: { classes },
  features: { chaos: true },
};
