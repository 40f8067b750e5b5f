import type { ConfigLayer } from "@signalbox/core/config/config";
import { helpers, ollama, whole } from "../catalogue.ts";
import { images } from "../images.ts";

// What they answer is short, and a task that leaves need not wait for it for long.
const helper = helpers({ scaling: { min: 2, max: 4 }, drainSeconds: 30 });

/**
 * One region in which each way of releasing stands beside the others: Open WebUI and Ollama by canary, its pipelines by
 * blue-green with a person's yes, the extraction of texts rolling. `npm start -- --tour releases` plays on it.
 */
export const threeStrategies: ConfigLayer = {
  domain: { host: "chat.example.org", zoneId: "Z000THREESTRATEGIES" },
  regions: [{ region: "us-east-1", role: "primary", cidr: "10.0.0.0/16", zones: 2 }],
  network: { nat: "single" },
  identity: { enabled: false },
  data: { database: { readers: 0, maxCapacity: 4 }, cache: { nodeType: "cache.t4g.micro", replicas: 0 } },
  edge: { cdn: false, botControl: false },
  images,
  groups: {
    "open-webui": { strategy: "canary", policy: { ladder: [25, 50, 100] } },
    // Few ask for it: longer bakes would show no more.
    ollama: { strategy: "canary", policy: { ladder: [50, 100], bakeSeconds: 120, extensions: 0 } },
    pipelines: { strategy: "blue-green", policy: { promotion: "manual" } },
    extraction: { strategy: "rolling" },
  },
  services: {
    ...whole({ scaling: { min: 2, max: 4 }, needs: ["database", "cache", "files", "inference"] }),
    ...ollama({ scaling: { min: 2, max: 4 } }),
    pipelines: { ...helper.pipelines, route: { kind: "public", paths: ["/pipelines/*"] } },
    extraction: { ...helper.extraction, route: { kind: "public", paths: ["/extraction/*"] } },
  },
  backup: {
    classes: {
      "database-daily": { target: "database", schedule: "cron(0 2 * * ? *)", retentionDays: 30 },
    },
  },
};
