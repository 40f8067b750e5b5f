import validate from "asl-validator";
import type { JsonObject } from "../json.ts";
import type { Finding } from "./finding.ts";

/**
 * What asl-validator finds beyond our own checks, such as a flow without an end. Its schemas are left out: they refuse
 * definitions that AWS takes, such as an Output of 0 or "text", or a Choice with an Output of its own.
 */
export function secondOpinion(definition: JsonObject): readonly Finding[] {
  // It writes QueryLanguage into the states, so it gets a copy. ARNs are our own check's.
  const { errors } = validate(structuredClone(definition), { checkArn: false, checkPaths: true });
  return errors
    .map((error) => ({ code: error["Error code"], message: error.Message }))
    .filter(({ code }) => code !== "SCHEMA_VALIDATION_FAILED");
}
