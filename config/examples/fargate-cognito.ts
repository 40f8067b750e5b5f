import type { ConfigLayer } from "@signalbox/core/config/config";
import { whole } from "../catalogue.ts";
import { groups, images } from "../images.ts";

/**
 * Open WebUI on Fargate with Cognito and EFS: two zones, one to four tasks, users come to the load balancer directly.
 *
 * Its seven stacks are layers here: network and its security groups (network), Cognito and secrets (identity), EFS (data),
 * load balancer (edge), ECS (compute), logs, alarms and dashboard (observability); the orchestrating stack is
 * sst.config.ts. Data was files alone; here chats are in Aurora, since several tasks on one SQLite file lose writes.
 */
export const fargateCognito: ConfigLayer = {
  domain: { host: "app.example.com", zoneId: "Z0000FARGATECOGNITO" },
  regions: [
    { region: "us-east-1", role: "primary", cidr: "10.0.0.0/16", zones: 2 },
    // Optional there: storage and secrets replicated, the rest as code.
    { region: "eu-west-1", role: "secondary", cidr: "10.1.0.0/16", zones: 2 },
  ],
  data: {
    database: { readers: 0 },
    cache: { replicas: 1 },
    files: { kind: "efs", infrequentAccessDays: 30 },
  },
  edge: { cdn: false, waf: false, botControl: false },
  images: { "open-webui": images["open-webui"] },
  groups: { "open-webui": groups["open-webui"] },
  // It has no models of its own: an administrator names an OpenAI-compatible service.
  services: whole({
    scaling: { min: 1, max: 4, cpuPercent: 70, memoryPercent: 80 },
    needs: ["database", "cache", "files", "identity"],
  }),
  observability: { logDays: 30 },
  notifications: { emails: ["platform@example.com"], webhookSecret: "signalbox/chat-webhooks" },
  backup: {
    classes: {
      "files-daily": {
        target: "files",
        schedule: "cron(0 3 * * ? *)",
        retentionDays: 35,
        copyRetentionDays: 35,
      },
    },
    continuousDays: 35,
  },
};
