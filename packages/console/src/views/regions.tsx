import { cloud, regions } from "../live/documents.ts";
import { incidentsOf, writesOf } from "../logic/regions.ts";
import { Nothing } from "../parts/nothing.tsx";
import { Incident } from "./incident.tsx";
import { Observers } from "./observers.tsx";
import { TakeoverTargets } from "./takeover-targets.tsx";
import { WritingRegion } from "./writing-region.tsx";

/** Which region writes, what is seen of it, which one could take over, and each time that one did. */
export function Regions() {
  const documents = [...regions.value.values()];
  const writes = writesOf(documents);
  const incidents = incidentsOf(documents);
  return (
    <>
      <h1>Regions</h1>
      {documents.length === 0 ? (
        <Nothing title="There is no other region to go to" command="npm start -- --config three-regions">
          {cloud.value?.deployed.length === 0
            ? "This cloud has no platform."
            : "The platform in this cloud stands in one region. One that stands in three is left for another when its region is lost."}
        </Nothing>
      ) : (
        <div class="failovers">
          <WritingRegion writes={writes} documents={documents} />
          <Observers writes={writes} documents={documents} />
          <TakeoverTargets writes={writes} documents={documents} />
          {incidents.length === 0 ? (
            <p class="quiet-text">
              No region was ever left. One that is lost is left by itself; break one on{" "}
              <a href="/console/faults">Break things</a> to see it.
            </p>
          ) : (
            incidents.map((run) => <Incident key={run.run} run={run} />)
          )}
        </div>
      )}
    </>
  );
}
