import { freeUntilUsed, type Line, type Place } from "../item.ts";

export function identityLines({ config, has, usage, primary }: Place): readonly Line[] {
  const price = config.identity.threatProtection ? "cognito-plus" : "cognito-essentials";
  return [
    { what: "secrets, copies included", quantity: has.secrets, price: "secret" },
    { what: "reads of secrets", quantity: usage.secretRequests / 10_000, price: "secret-requests" },
    {
      what: "active users of Cognito",
      quantity: has.userPools * (primary ? usage.users : 0),
      price,
      ...(!primary && has.userPools > 0 && { note: `a standby's pool is ${freeUntilUsed}` }),
    },
  ];
}
