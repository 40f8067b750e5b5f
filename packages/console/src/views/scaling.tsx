import { useEffect } from "preact/hooks";
import { readCatalogue } from "../live/api.ts";
import { cloud, scalings } from "../live/documents.ts";
import { attempt } from "../parts/announcer.tsx";
import { CopyCommand } from "../parts/copy-command.tsx";
import { ScalingService } from "./scaling-service.tsx";

/** Every service whose replicas are planned: demand and forecast, replicas, waits, money. */
export function Scaling() {
  // A workflow may have been deployed since the page was opened.
  useEffect(() => void attempt(readCatalogue), []);
  const planned = [...scalings.value.values()];
  return (
    <>
      <h1>Scaling</h1>
      {planned.length === 0 ? (
        <Nothing />
      ) : (
        <div class="scaling">
          {planned.map((of) => (
            <ScalingService key={`${of.region}/${of.service}`} of={of} />
          ))}
        </div>
      )}
    </>
  );
}

function Nothing() {
  if (cloud.value === undefined) return <p class="quiet-text">connecting to the local cloud …</p>;
  return (
    <section class="empty card">
      <h2>Nothing is planned here</h2>
      <p>
        No service of this platform has its replicas planned. Name one in <code>inference.services</code> of
        the configuration and deploy; or see it on a laptop:
      </p>
      <CopyCommand command="npm start -- --tour scaling" />
    </section>
  );
}
