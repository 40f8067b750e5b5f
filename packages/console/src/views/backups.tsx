import type { BackupDocument, RestorableDocument } from "@signalbox/core/console/documents";
import { useEffect } from "preact/hooks";
import { readCatalogue } from "../live/api.ts";
import { backups, cloud, restorables } from "../live/documents.ts";
import { attempt } from "../parts/announcer.tsx";
import { Nothing } from "../parts/nothing.tsx";
import { PointLegend } from "../parts/point-legend.tsx";
import { BackupTarget } from "./backup-target.tsx";

/** What is backed up in every region: points, ages, restores. */
export function Backups() {
  // A workflow may have been deployed since the page was opened.
  useEffect(() => void attempt(readCatalogue), []);
  const targets = [...restorables.value.values()];
  const regions = Map.groupBy(targets, ({ region }) => region);
  return (
    <>
      <h1>Backups</h1>
      {targets.length === 0 ? (
        <Nothing title="Nothing is backed up here" command="npm start">
          {cloud.value?.deployed.length === 0
            ? "This cloud has no platform."
            : "The platform in this cloud keeps neither a database nor files."}
        </Nothing>
      ) : (
        <>
          <PointLegend />
          {[...regions].map(([region, of]) => (
            <Region key={region} region={region} targets={of} named={regions.size > 1} />
          ))}
        </>
      )}
    </>
  );
}

function Region({
  region,
  targets,
  named,
}: {
  region: string;
  targets: readonly RestorableDocument[];
  named: boolean;
}) {
  const classes = [...backups.value.values()].filter((one) => one.region === region);
  return (
    <section class="backup-region" aria-label={`Backups in ${region}`}>
      {targets.map((target) => (
        <BackupTarget
          key={target.target}
          target={target}
          named={named}
          classes={classes.filter((one) => one.target === target.target)}
          points={classes.filter((one) => tellsOf(one, target)).flatMap((one) => one.points)}
        />
      ))}
    </section>
  );
}

/** Of secrets the points of the configuration tell, and of all those of every target. */
const tellsOf = ({ target: of }: BackupDocument, { target }: RestorableDocument): boolean =>
  target === "all" || (target === "secrets" ? "configuration" : target) === of;
