import type { Partials } from "../partial.ts";

export const partial: Partials<"application-autoscaling"> = {
  RegisterScalableTarget:
    "ECS services only (ServiceNamespace ecs); no RoleARN, no Tags. Scaling policies and scheduled actions are not there, so nothing scales by itself.",
};
