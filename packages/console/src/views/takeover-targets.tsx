import { lengthOf } from "@signalbox/core/backup/length-of-time";
import type { RegionDocument } from "@signalbox/core/console/documents";
import { now } from "../live/world-time.ts";
import type { Writes } from "../logic/regions.ts";
import { Badge } from "../parts/badge.tsx";
import { Icon } from "../parts/icon.tsx";

interface Props {
  readonly writes: Writes;
  readonly documents: readonly RegionDocument[];
}

/** The platform's regions in the order in which they take over, each with what speaks against it. */
export function TakeoverTargets({ writes, documents }: Props) {
  const members = documents[0]?.places.regions ?? [];
  return (
    <section class="targets" aria-label="Regions of the platform">
      {members.map(({ region, role }) => (
        <Target
          key={region}
          document={documents.find((one) => one.region === region)}
          {...{ region, role, writes: region === writes.region }}
        />
      ))}
    </section>
  );
}

interface TargetProps {
  readonly region: string;
  readonly role: string;
  readonly writes: boolean;
  readonly document: RegionDocument | undefined;
}

function Target({ region, role, writes, document }: TargetProps) {
  const readiness = document?.readiness;
  const status = readiness === undefined ? "never-looked" : readiness.ready ? "ready" : "not-ready";
  return (
    <article class="card" aria-label={`Region ${region}`}>
      <header>
        <h2>{region}</h2>
        <span class="strategy">{role}</span>
        <span role="status" aria-label={`State of ${region}`}>
          <Badge status={writes ? "writes" : status} />
        </span>
      </header>
      <p class="quiet-text">
        {writes
          ? "The others look at it each minute."
          : readiness
            ? `Looked at ${lengthOf(Math.max(0, now.value - Date.parse(readiness.at)))} ago; what is older than half an hour counts as never.`
            : "Nobody has looked whether it could take over."}
      </p>
      {!writes &&
        readiness?.lacks.map((lack) => (
          <p key={lack} class="refusal tone-bad">
            <Icon name="warning" />
            <span>{lack}</span>
          </p>
        ))}
    </article>
  );
}
