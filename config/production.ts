import type { ConfigLayer } from "@signalbox/core/config/config";

export const production: ConfigLayer = {
  domain: { host: "chat.example.com", zoneId: "Z0000PRODUCTION" },
  regions: [
    { region: "us-east-1", role: "primary", cidr: "10.0.0.0/16", zones: 3 },
    { region: "eu-west-1", role: "secondary", cidr: "10.1.0.0/16", zones: 3 },
    { region: "ap-southeast-1", role: "tertiary", cidr: "10.2.0.0/16", zones: 3 },
  ],
  permanent: true,
};
