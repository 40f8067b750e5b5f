import type { Subject } from "./template.ts";

export const green: Subject = {
  name: "chat",
  side: "green",
  service: "acme-prod-chat-green",
  targetGroup: "targetgroup/acme-chat-green/0123456789abcdef",
  loadBalancer: "app/acme/fedcba9876543210",
};
