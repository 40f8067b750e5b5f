/**
 * `npm run bench:upgrades`: every release of Open WebUI that changes its database, v0.3.17 to v0.11.1, played on PostgreSQL for both
 * kinds of installation with the data of `--users N` (500), and judged by what a rehearsal sees. The longest migration is then
 * rehearsed on a clone and done in earnest: time, disk and cost are told, and what was predicted is held against what it took. The
 * last line holds the verdicts against what is known of the releases. `--lineage legacy` plays one kind; `--write` renews
 * docs/upgrades.md.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { lineages } from "@signalbox/local/images/open-webui/history/history";
import { betweenMarkers } from "../../scripts/docs/markers.ts";
import { withDatabase } from "../upgrades/server.ts";
import { longestInWords, playLongest } from "./upgrades/longest.ts";
import { replay } from "./upgrades/replay.ts";
import { type Played, report, summary } from "./upgrades/report.ts";

const { values } = parseArgs({
  options: {
    users: { type: "string", default: "500" },
    lineage: { type: "string" },
    write: { type: "boolean" },
  },
});

const users = Number(values.users);
const played: Played[] = [];
for (const lineage of lineages.filter((one) => values.lineage === undefined || values.lineage === one))
  await withDatabase(async (client) => {
    for await (const { release, judgement } of replay(client, lineage, users)) {
      played.push({ lineage, release, judgement });
      console.error(`${lineage} ${release}: ${judgement.class}, ${judgement.seconds.toFixed(1)} s`);
      for (const { sentence, ...finding } of [...judgement.refused, ...judgement.findings])
        if (finding.class !== "additive") console.error(`  ${finding.class}: ${sentence}`);
    }
  });

const [longest] = played.toSorted((a, b) => b.judgement.seconds - a.judgement.seconds);
if (!longest) throw new Error("nothing was played");
const compared = longestInWords(await playLongest(longest.release, longest.lineage, users));
const page = `${report(played, users)}\n\n${compared}\n\n${summary(played)}`;
console.log(page);
if (values.write) {
  const path = new URL("../../docs/upgrades.md", import.meta.url);
  const [open, close] = [
    "<!-- bench:upgrades: written by npm run bench:upgrades -- --write -->",
    "<!-- /bench:upgrades -->",
  ];
  writeFileSync(path, betweenMarkers(readFileSync(path, "utf8"), open, close, `\n${page}\n`));
}
