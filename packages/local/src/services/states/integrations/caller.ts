import type { Principal } from "../../service.ts";

/** Who a task calls as: the machine's role, in a session named after the execution as far as names may be long. */
export function principalOf(role: string, execution: string): Principal {
  const [, , , from = ""] = execution.split(":");
  const session = execution.slice(execution.lastIndexOf(":") + 1).slice(0, 64);
  return { kind: "role", arn: role, session, from };
}
