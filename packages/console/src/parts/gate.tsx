import type { GroupDocument } from "@signalbox/core/console/documents";
import { dayAndTime } from "../logic/format.ts";
import { Badge } from "./badge.tsx";
import { Countdown } from "./countdown.tsx";
import { Icon } from "./icon.tsx";

/** A release that waits for a person: the evidence, the deadline, what expiry does. */
export function Gate({ group }: { group: GroupDocument }) {
  const { run, wait, acts } = group;
  if (run?.phase !== "waiting-for-person") return null;
  const evidence = acts.filter(({ verdict }) => verdict !== undefined).slice(-3);
  return (
    <section class="gate" aria-label={`Gate of ${group.name}`}>
      <h3>
        <Icon name="person" />A person has to decide
      </h3>
      <ul class="evidence">
        {evidence.map(({ at, text, verdict = "no-data" }) => (
          <li key={at}>
            <Badge status={verdict} /> <span>{text.replace(/^[\w-]+: /, "")}</span>
          </li>
        ))}
      </ul>
      {wait && <Countdown wait={wait} what="deadline" />}
      <p class="quiet-text">
        Without a decision {wait ? `by ${dayAndTime(Date.parse(wait.deadline))} UTC ` : ""}the release rolls
        back.
      </p>
    </section>
  );
}
