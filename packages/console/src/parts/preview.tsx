import type { ServiceDocument } from "@signalbox/core/console/documents";
import { previewSentences } from "../logic/preview.ts";
import { Deployment } from "./deployment.tsx";

/** What ECS does between the sides of a blue-green group, and what its preview listener serves meanwhile. */
export function Preview({ services }: { services: readonly ServiceDocument[] }) {
  return (
    <div class="deployments">
      {previewSentences(services).map((sentence) => (
        <p key={sentence} class="sentence">
          {sentence}
        </p>
      ))}
      {services.map(
        ({ name, deployment }) => deployment && <Deployment key={name} deployment={deployment} of={name} />,
      )}
    </div>
  );
}
