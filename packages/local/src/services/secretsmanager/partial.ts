import type { Partials } from "../partial.ts";

export const partial: Partials<"secretsmanager"> = {
  CreateSecret: "kept as plain text, KmsKeyId only answered; no replicas, no managed types",
  ListSecrets: "no filters primary-region and owning-service",
  UpdateSecret: "as CreateSecret",
};
