import type { Analysis } from "@signalbox/core/ledger/records";
import { clockTime } from "../logic/format.ts";
import { Badge } from "./badge.tsx";

/** What the newest look at a release's analysis rests on, metric by metric. */
export function Evidence({
  analysis: { at, verdict, sentence, metrics },
  label,
}: {
  analysis: Analysis;
  label: string;
}) {
  return (
    <div class="evidence">
      <p>
        <Badge status={verdict} /> <time dateTime={at}>{clockTime(Date.parse(at))}</time>: {sentence}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section class="table-frame" tabIndex={0} aria-label={label}>
        <table>
          <thead>
            <tr>
              <th scope="col">service</th>
              <th scope="col">metric</th>
              <th scope="col">candidate</th>
              <th scope="col">stable</th>
              <th scope="col">verdict</th>
            </tr>
          </thead>
          <tbody>
            {metrics.map(
              ({
                service,
                metric,
                dryRun,
                candidate,
                stable,
                classification,
                verdict: said,
                sentence: why,
              }) => (
                <tr key={`${service} ${metric}`} title={why}>
                  <th scope="row">{service === "*" ? "together" : service}</th>
                  <td>{dryRun ? `${metric} (dry run)` : metric}</td>
                  <td>{counted(candidate)}</td>
                  <td>{counted(stable)}</td>
                  <td>
                    <Badge status={said} /> {classification}
                  </td>
                </tr>
              ),
            )}
          </tbody>
        </table>
      </section>
    </div>
  );
}

/** Kayenta's judge counts no requests. */
const counted = (side: { requests: number; bad: number } | undefined): string =>
  side ? `${side.bad.toLocaleString("en-US")} of ${side.requests.toLocaleString("en-US")}` : "";
