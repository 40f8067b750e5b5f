import type { World } from "../../world/world.ts";
import type { Principal, Service } from "../service.ts";

/** Who calls: what people try first against a new endpoint. */
export function sts({ account }: Pick<World, "account">): Service<"sts"> {
  return {
    name: "sts",
    operations: {
      GetCallerIdentity: (_input, { principal }) => ({ Account: account, ...identity(principal, account) }),
    },
  };
}

function identity(principal: Principal, account: string): { UserId: string; Arn: string } {
  switch (principal.kind) {
    case "person":
      return { UserId: "AIDALOCALLOCALLOCAL00", Arn: `arn:aws:iam::${account}:user/local` };
    case "role": {
      // A session's ARN has the role's name, without its path.
      const role = principal.arn.slice(principal.arn.lastIndexOf("/") + 1);
      return {
        UserId: `AROALOCALLOCALLOCAL00:${principal.session}`,
        Arn: `arn:aws:sts::${account}:assumed-role/${role}/${principal.session}`,
      };
    }
    case "service":
      return { UserId: principal.name, Arn: `arn:aws:iam::${account}:root` };
  }
}
