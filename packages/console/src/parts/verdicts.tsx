import { clockTime, percent } from "../logic/format.ts";
import type { Measured } from "../logic/verdicts.ts";
import { Badge } from "./badge.tsx";

/** What the judge said of a release's measurements, one after another. */
export function Verdicts({ verdicts, label }: { verdicts: readonly Measured[]; label: string }) {
  return (
    <ol class="verdicts" aria-label={label}>
      {verdicts.map(({ at, weight, verdict, sentence }) => (
        <li key={at}>
          <time dateTime={at}>{clockTime(Date.parse(at))}</time>
          <span class="verdict-weight">at {percent(weight)}</span>
          <Badge status={verdict} />
          <span class="verdict-sentence">{sentence}</span>
        </li>
      ))}
    </ol>
  );
}
