import type { RollingGroupDocument } from "@signalbox/core/console/documents";
import { clockTime } from "../logic/format.ts";
import { Deployment } from "./deployment.tsx";

type Shown = Pick<RollingGroupDocument, "services" | "seenAt">;

/** The services of a group that ECS replaces task by task. */
export function RollingServices({ services, seenAt }: Shown) {
  const minute = seenAt === undefined ? "" : ` in the minute of ${clockTime(Date.parse(seenAt)).slice(0, 5)}`;
  return (
    <ul class="rolling">
      {services.map(({ name, image, desired, running, healthy, requests, deployment }) => (
        <li key={name}>
          <h3>{name}</h3>
          <p class="quiet-text">{image || "no image"}</p>
          <p class="quiet-text">
            {running} of {desired} tasks run
            {healthy === undefined ? ", reached by Service Connect" : `, ${healthy} healthy`}
            {requests !== undefined && minute && `; ${requests} requests${minute}`}
          </p>
          {deployment && <Deployment deployment={deployment} of={name} />}
        </li>
      ))}
    </ul>
  );
}
