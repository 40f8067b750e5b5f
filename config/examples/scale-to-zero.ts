import type { ConfigLayer } from "@signalbox/core/config/config";
import { ollama, whole } from "../catalogue.ts";
import { groups, images } from "../images.ts";

/**
 * Open WebUI with an Ollama that sleeps when nobody asks for anything: the planner lets its last replica go, and a holder keeps the first
 * requests until one is there again. For a team whose evenings and weekends are quiet, at hours that no clock knows.
 */
export const scaleToZero: ConfigLayer = {
  domain: { host: "chat.example.net", zoneId: "Z0000SCALETOZERO" },
  regions: [{ region: "us-east-1", role: "primary", cidr: "10.0.0.0/16", zones: 2 }],
  network: { nat: "single" },
  identity: { enabled: false },
  data: { database: { readers: 0, maxCapacity: 4 }, cache: { nodeType: "cache.t4g.micro", replicas: 0 } },
  edge: { cdn: false, botControl: false },
  images: { "open-webui": images["open-webui"], ollama: images.ollama },
  groups: { "open-webui": groups["open-webui"], ollama: groups.ollama },
  services: {
    ...whole({ scaling: { min: 2, max: 4 }, needs: ["database", "cache", "files", "inference"] }),
    ...ollama({ scaling: { min: 0, max: 4 } }),
  },
  backup: {
    classes: {
      "database-daily": { target: "database", schedule: "cron(0 2 * * ? *)", retentionDays: 30 },
    },
  },
  inference: {
    services: {
      // 4 vCPU and 16 GiB of Fargate on ARM in us-east-1; requests are held for 3 minutes and 6 seconds.
      ollama: {
        engine: "ollama",
        profile: { slots: 4, startSeconds: 60, usdPerHour: 0.1865 },
        hold: { quietMinutes: 15 },
      },
    },
  },
};
