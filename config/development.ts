import type { ConfigLayer } from "@signalbox/core/config/config";

/** Small and cheap: one region, one NAT instance, Spot, nobody home at night. */
export const development: ConfigLayer = {
  domain: { host: "chat.dev.example.com", zoneId: "Z0000DEVELOPMENT" },
  regions: [{ region: "us-east-1", role: "primary", cidr: "10.0.0.0/16", zones: 2 }],
  network: { nat: "instance", flowLogDays: 7 },
  nightShutdown: { from: "20:00", to: "07:00", timezone: "UTC" },
};
