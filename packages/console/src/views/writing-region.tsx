import type { RegionDocument } from "@signalbox/core/console/documents";
import { dayAndTime } from "../logic/format.ts";
import { acknowledgeCommand, type Writes } from "../logic/regions.ts";
import { Badge } from "../parts/badge.tsx";
import { CopyCommand } from "../parts/copy-command.tsx";
import { Icon } from "../parts/icon.tsx";

interface Props {
  readonly writes: Writes;
  readonly documents: readonly RegionDocument[];
}

/** Which region may write by its epoch, and what a person has yet to say. */
export function WritingRegion({ writes, documents }: Props) {
  const { region, epoch, held, tables } = writes;
  const silent = documents.filter((one) => one.silent !== undefined);
  return (
    <section class="card writing" aria-labelledby="writing-title">
      <header>
        <h2 id="writing-title">
          {region === undefined ? "Nobody can tell which region may write" : `${region} may write`}
        </h2>
        <Badge status={tables < 2 ? "unknown" : "writes"} text={`${tables} of 3 tables answer`} />
      </header>
      <p class="quiet-text">
        {epoch
          ? `By epoch ${epoch.epoch}, which was claimed at ${dayAndTime(Date.parse(epoch.at))} UTC.`
          : "No epoch was ever claimed: the first region of the configuration writes."}
      </p>
      {silent.map((one) => (
        <p key={one.region} class="refusal tone-wait">
          <Icon name="warning" />
          <span>
            The table in <b>{one.region}</b> does not answer: what is shown of it is old.
          </span>
        </p>
      ))}
      {held && (
        <>
          <p class="refusal tone-wait">
            <Icon name="person" />
            <span>
              Nobody has acknowledged epoch {held.epoch}: <b>no failover follows by itself</b> until a person
              has looked at what this one left.
            </span>
          </p>
          <CopyCommand command={acknowledgeCommand(location.origin, held)} label="Copy the acknowledgement" />
        </>
      )}
    </section>
  );
}
