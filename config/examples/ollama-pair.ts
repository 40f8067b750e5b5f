import type { ConfigLayer } from "@signalbox/core/config/config";
import { ollama, whole } from "../catalogue.ts";
import { groups, images } from "../images.ts";

/**
 * Open WebUI with two replicas of Ollama (Llama 3, 8B) and monitoring, in one region.
 *
 * What a part of a k3s cluster on one server became on AWS:
 * - NGINX ingress with Let's Encrypt: the load balancer with a certificate of ACM, renewed by AWS.
 * - Fail-over between the two Ollamas: an internal load balancer with health checks; Open WebUI by itself would pick one at
 *   random and not try the other.
 * - ufw with ports 22, 80, 443, 6443: security groups with 80 and 443; nobody logs in to a task.
 * - Prometheus and Grafana: Amazon Managed Prometheus, and Amazon Managed Grafana.
 */
export const ollamaPair: ConfigLayer = {
  domain: { host: "chat.example.org", zoneId: "Z0000OLLAMAPAIR" },
  regions: [{ region: "us-east-1", role: "primary", cidr: "10.0.0.0/16", zones: 2 }],
  network: { nat: "single" },
  // Open WebUI's own accounts, as there.
  identity: { enabled: false },
  data: { database: { readers: 0, maxCapacity: 4 }, cache: { nodeType: "cache.t4g.micro", replicas: 0 } },
  edge: { cdn: false, botControl: false },
  images: { "open-webui": images["open-webui"], ollama: images.ollama },
  groups: { "open-webui": groups["open-webui"], ollama: groups.ollama },
  services: {
    ...whole({ scaling: { min: 2, max: 4 }, needs: ["database", "cache", "files", "inference"] }),
    ...ollama({ scaling: { min: 2, max: 2 } }),
  },
  observability: { grafana: "managed" },
  backup: {
    classes: {
      "database-daily": { target: "database", schedule: "cron(0 2 * * ? *)", retentionDays: 30 },
    },
  },
};
