import { lengthOf } from "@signalbox/core/backup/length-of-time";
import type { RegionDocument } from "@signalbox/core/console/documents";
import { now } from "../live/world-time.ts";
import { type Word, type Writes, wordsAbout } from "../logic/regions.ts";
import { Badge } from "../parts/badge.tsx";

interface Props {
  readonly writes: Writes;
  readonly documents: readonly RegionDocument[];
}

/** The last word of each observer about the region that writes. */
export function Observers({ writes: { region }, documents }: Props) {
  if (region === undefined) return null;
  return (
    <section class="card" aria-labelledby="observers-title">
      <h2 id="observers-title">What is seen of {region}</h2>
      <div class="table-frame">
        <table>
          <thead>
            <tr>
              <th scope="col">Observer</th>
              <th scope="col">Says</th>
              <th scope="col">Ago</th>
              <th scope="col">Edge</th>
              <th scope="col">Login</th>
              <th scope="col">Write</th>
              <th scope="col">Replication</th>
            </tr>
          </thead>
          <tbody>
            {wordsAbout(region, documents, now.value).map((word) => (
              <Row key={word.observer} word={word} />
            ))}
          </tbody>
        </table>
      </div>
      <p class="quiet-text">
        Two that say down for as long as the policy has it, one of them with a proof from inside, are what a
        region is left for.
      </p>
    </section>
  );
}

function Row({ word: { observer, said, verdict, ageMs } }: { word: Word }) {
  const { edge, login, databaseWrite, replication } = said?.probes ?? {};
  return (
    <tr>
      <th scope="row">{observer}</th>
      <td>
        <Badge status={verdict} text={said?.sees === false ? "sees nothing at all" : verdict} />
      </td>
      <td class="number">{said ? lengthOf(ageMs) : "never"}</td>
      <td>{edge ?? "–"}</td>
      <td>{login ?? "–"}</td>
      <td>{databaseWrite ?? "–"}</td>
      <td>{replication ?? "–"}</td>
    </tr>
  );
}
