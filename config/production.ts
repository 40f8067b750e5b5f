import type { ConfigLayer } from "@signalbox/core/config/config";
import { classes } from "./backups.ts";
import { helpers, ollama, split } from "./catalogue.ts";
import { groups, images } from "./images.ts";

/** Three regions; what holds data outlives a mistake. */
export const production: ConfigLayer = {
  domain: { host: "chat.example.com", zoneId: "Z0000PRODUCTION" },
  regions: [
    { region: "us-east-1", role: "primary", cidr: "10.0.0.0/16", zones: 3 },
    { region: "eu-west-1", role: "secondary", cidr: "10.1.0.0/16", zones: 3 },
    { region: "ap-southeast-1", role: "tertiary", cidr: "10.2.0.0/16", zones: 3 },
  ],
  identity: { mfa: "on" },
  images,
  groups,
  services: { ...split(), ...ollama(), ...helpers() },
  observability: { logDays: 90 },
  notifications: { emails: ["platform@example.com"] },
  backup: { classes, lock: { minRetentionDays: 7, maxRetentionDays: 366, graceDays: 3 } },
  permanent: true,
};
