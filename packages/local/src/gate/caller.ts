import type { Principal } from "../services/service.ts";
import type { Call } from "./gate.ts";

/** Whether one of AWS's own services calls, for itself or with a role that it took on. */
export const isService = ({ context: { principal } }: Call): boolean =>
  principal.kind === "service" || (principal.kind === "role" && principal.actor !== undefined);

/** The region that a call comes from; undefined for people and for roles that act outside AWS. */
export function regionOfCaller(call: Call): string | undefined {
  const { principal, region } = call.context;
  if (principal.kind !== "person" && principal.from !== undefined) return principal.from;
  return isService(call) ? region : undefined;
}

/** The name of a role or of an AWS service; `person` for a person. */
export function callerOf(principal: Principal): string {
  if (principal.kind === "service") return principal.name;
  return principal.kind === "person" ? "person" : (principal.arn.split("/").at(-1) ?? principal.arn);
}
