import type { ConfigLayer } from "@signalbox/core/config/config";
import { whole } from "../catalogue.ts";
import { groups, images } from "../images.ts";

const quarterHourly = { schedule: "cron(0/15 * * * ? *)", retentionDays: 2, copyRetentionDays: 7 };

/**
 * Open WebUI in two regions, whose images come through a pipeline and are released in waves over both, and whose database and uploads are backed up every quarter of an hour, and copied each time. `npm start -- --tour recovery` plays on it.
 */
export const twoRegions: ConfigLayer = {
  domain: { host: "chat.example.net", zoneId: "Z0000000TWOREGIONS" },
  regions: [
    { region: "us-east-1", role: "primary", cidr: "10.0.0.0/16", zones: 2 },
    { region: "eu-west-1", role: "secondary", cidr: "10.1.0.0/16", zones: 2 },
  ],
  network: { nat: "single" },
  identity: { enabled: false },
  data: {
    database: { readers: 0, maxCapacity: 4, proxy: false },
    cache: { nodeType: "cache.t4g.micro", replicas: 0 },
  },
  edge: { cdn: false, botControl: false },
  images: {
    "open-webui": images["open-webui"],
    // Playwright's own image knows none of these tests: push one that does.
    tests: { source: "mcr.microsoft.com/playwright", version: "v1.56.1-noble" },
  },
  groups: { "open-webui": groups["open-webui"] },
  services: whole({ scaling: { min: 2, max: 4 }, needs: ["database", "cache", "files"] }),
  pipeline: {
    groups: ["open-webui"],
    staging: { stage: "staging", region: "us-east-1", url: "https://chat.staging.example.net" },
    scan: { critical: 0, high: 20 },
    tests: {
      image: "tests",
      integration: { command: ["npm", "run", "integration"] },
      performance: { command: ["npm", "run", "performance"], environment: { USERS: "20" }, minutes: 30 },
      smoke: { command: ["npm", "run", "smoke"], minutes: 5 },
    },
  },
  backup: {
    classes: {
      "database-quarter-hourly": { target: "database", ...quarterHourly },
      "files-quarter-hourly": { target: "files", ...quarterHourly },
    },
  },
};
