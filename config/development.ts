import type { ConfigLayer } from "@signalbox/core/config/config";
import { ollama, whole } from "./catalogue.ts";
import { groups, images } from "./images.ts";

/** Small and cheap: one region, one NAT instance, Spot, nobody home at night. */
export const development: ConfigLayer = {
  domain: { host: "chat.dev.example.com", zoneId: "Z0000DEVELOPMENT" },
  regions: [{ region: "us-east-1", role: "primary", cidr: "10.0.0.0/16", zones: 2 }],
  network: { nat: "instance", endpoints: false, flowLogDays: 7 },
  identity: { mfa: "off" },
  data: {
    database: { minCapacity: 0, maxCapacity: 2, readers: 0, proxy: false, recoveryDays: 7 },
    cache: { nodeType: "cache.t4g.micro", replicas: 0 },
  },
  edge: { cdn: false, botControl: false, accessLogDays: 7 },
  images: { "open-webui": images["open-webui"], ollama: images.ollama },
  groups: { "open-webui": groups["open-webui"], ollama: groups.ollama },
  services: {
    ...whole({ spotPercent: 100, scaling: { min: 3, max: 6 } }),
    ...ollama({ spotPercent: 100, cpu: 2048, memory: 8192, scaling: { min: 1, max: 2 } }),
  },
  observability: {
    logDays: 7,
    containerInsights: "enabled",
    collector: false,
    probeMinutes: 60,
    trail: false,
  },
  backup: {
    classes: {
      "database-daily": { target: "database", schedule: "cron(0 2 * * ? *)", retentionDays: 7 },
    },
    continuousDays: 7,
  },
  inference: {
    services: {
      // The double on a laptop: four at a time, an answer of fifty words in two seconds, up in half a minute.
      ollama: { engine: "ollama", profile: { slots: 4, startSeconds: 30, usdPerHour: 0.12 } },
    },
  },
  nightShutdown: { from: "20:00", to: "07:00", timezone: "UTC" },
};
