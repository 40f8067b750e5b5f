import type { ConfigLayer } from "@signalbox/core/config/config";

/** As production, smaller, in two regions. */
export const staging: ConfigLayer = {
  domain: { host: "chat.staging.example.com", zoneId: "Z0000STAGING" },
  regions: [
    { region: "us-east-1", role: "primary", cidr: "10.0.0.0/16", zones: 2 },
    { region: "eu-west-1", role: "secondary", cidr: "10.1.0.0/16", zones: 2 },
  ],
};
