import type { DeploymentDocument } from "@signalbox/core/console/documents";
import { deploymentShown } from "../logic/deployment.ts";
import { Badge } from "./badge.tsx";

/** How far ECS is with what it brings to a service. */
export function Deployment({ deployment, of }: { deployment: DeploymentDocument; of: string }) {
  const { status, percent, sentence } = deploymentShown(deployment);
  return (
    <div class="deployment">
      <p>
        <Badge status={status} /> <span>{sentence}</span>
      </p>
      {["deploying", "pausing", "rolling-back"].includes(status) && (
        <progress max={100} value={percent} aria-label={`deployment of ${of}`} />
      )}
    </div>
  );
}
