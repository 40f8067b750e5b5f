import type { ConfigLayer } from "@signalbox/core/config/config";
import { ollama, whole } from "../catalogue.ts";
import { groups, images } from "../images.ts";

/** Few requests, so short bakes, and little to keep: what this platform shows is what upgrades do. */
const policy = { ladder: [50, 100], bakeSeconds: 120, drainSeconds: 30, holdSeconds: 60 };

/**
 * Open WebUI and its models in three regions, whose releases are rehearsed on a clone of the database.
 * `npm start -- --tour upgrades` plays on it.
 */
export const threeRegions: ConfigLayer = {
  domain: { host: "chat.example.info", zoneId: "Z000000THREEREGIONS" },
  regions: [
    { region: "us-east-1", role: "primary", cidr: "10.0.0.0/16", zones: 2 },
    { region: "eu-west-1", role: "secondary", cidr: "10.1.0.0/16", zones: 2 },
    { region: "ap-southeast-1", role: "tertiary", cidr: "10.2.0.0/16", zones: 2 },
  ],
  network: { nat: "single" },
  identity: { enabled: false },
  data: {
    database: { readers: 0, maxCapacity: 4, proxy: false },
    cache: { nodeType: "cache.t4g.micro", replicas: 0 },
  },
  edge: { cdn: false, botControl: false },
  images: { "open-webui": images["open-webui"], ollama: images.ollama },
  groups: {
    "open-webui": { ...groups["open-webui"], policy },
    ollama: { ...groups.ollama, policy },
  },
  services: {
    ...whole({ scaling: { min: 2, max: 4 }, needs: ["database", "cache", "files", "inference"] }),
    ...ollama({ scaling: { min: 1, max: 2 } }),
  },
  backup: {
    classes: {
      "database-daily": {
        target: "database",
        schedule: "cron(0 2 * * ? *)",
        retentionDays: 30,
        copyRetentionDays: 365,
      },
    },
  },
};
