import type { Partials } from "../partial.ts";

export const partial: Partials<"kms"> = {
  CreateKey: "symmetric keys of one region, made by KMS; the key's policy is kept and not asked",
  GenerateDataKeyWithoutPlaintext:
    "checks that the key may be used and answers bytes that encrypt nothing; no other cryptographic operation is there",
  PutKeyPolicy: "the policy is kept and not asked",
  EnableKeyRotation: "is remembered; there is no material to rotate",
};
