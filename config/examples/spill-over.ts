import type { ConfigLayer } from "@signalbox/core/config/config";
import { ollama, whole } from "../catalogue.ts";
import { groups, images } from "../images.ts";

/**
 * Open WebUI with Ollama in two regions, of which the first sends to the second what it can get no replicas for. For a team whose models
 * want what a region has not always, and whose chats may be read in both: the way between the two networks is the team's own. ARC's routing controls turn its users, which costs
 * 2.50 USD an hour for what health checks do in two minutes more.
 */
export const spillOver: ConfigLayer = {
  domain: { host: "chat.example.net", zoneId: "Z0000SPILLOVER" },
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
  edge: { cdn: false, botControl: false, routingControls: true },
  images: { "open-webui": images["open-webui"], ollama: images.ollama },
  groups: { "open-webui": groups["open-webui"], ollama: groups.ollama },
  services: {
    ...whole({ scaling: { min: 2, max: 4 }, needs: ["database", "cache", "files", "inference"] }),
    ...ollama({ scaling: { min: 1, max: 6, standbyMin: 3 } }),
  },
  backup: {
    classes: {
      "database-daily": {
        target: "database",
        schedule: "cron(0 2 * * ? *)",
        retentionDays: 30,
        copyRetentionDays: 30,
      },
    },
  },
  inference: {
    services: {
      ollama: {
        engine: "ollama",
        profile: { slots: 4, startSeconds: 60, usdPerHour: 0.1865 },
        spill: { to: { "us-east-1": "eu-west-1" } },
      },
    },
  },
};
