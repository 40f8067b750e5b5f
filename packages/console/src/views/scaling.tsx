import { useEffect } from "preact/hooks";
import { readCatalogue } from "../live/api.ts";
import { scalings } from "../live/documents.ts";
import { attempt } from "../parts/announcer.tsx";
import { Nothing } from "../parts/nothing.tsx";
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
        <Nothing title="Nothing is planned here" command="npm start -- --tour scaling">
          No service of this platform has its replicas planned. Name one in <code>inference.services</code> of
          the configuration and deploy; or see it on a laptop:
        </Nothing>
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
