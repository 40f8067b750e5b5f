import type { Partials } from "../partial.ts";

export const partial: Partials<"secretsmanager"> = {
  CreateSecret: "kept as plain text, KmsKeyId only answered; no managed types",
  RotateSecret: "when it is called, never by its rules; a rotation whose function throws is not tried again",
  ListSecrets: "no filters primary-region and owning-service",
  UpdateSecret: "as CreateSecret",
};
