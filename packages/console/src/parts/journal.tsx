import type { Act } from "@signalbox/core/ledger/records";
import { clockTime, shorten } from "../logic/format.ts";
import { withoutLead } from "../logic/verdicts.ts";
import { Badge } from "./badge.tsx";

/** What a release did, newest first. */
export function Journal({ acts, label }: { acts: readonly Act[]; label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <ol class="journal" tabIndex={0} aria-label={label}>
      {acts.toReversed().map(({ at, state, text, verdict }) => (
        <li key={`${at}${state}`}>
          <time dateTime={at}>{clockTime(Date.parse(at))}</time>
          <span class="journal-text">
            {verdict && <Badge status={verdict} />} {verdict ? withoutLead(text) : shorten(text)}
          </span>
        </li>
      ))}
    </ol>
  );
}
