import type { Principal } from "../services/service.ts";

/** Who deploys: the person at the laptop, as on AWS the engineer whose credentials the deployment uses. */
export const person: Principal = { kind: "person" };
