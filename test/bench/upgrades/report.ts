import type { UpgradeJudgement } from "@signalbox/core/upgrade/classify";
import { shortName } from "@signalbox/core/upgrade/schema";
import { planUpgrade } from "@signalbox/core/upgrade/strategy";
import { type Lineage, labelOf, releases } from "@signalbox/local/images/open-webui/history/history";
import { alignedTable } from "../table.ts";

export interface Played {
  readonly lineage: Lineage;
  readonly release: string;
  readonly judgement: UpgradeJudgement;
}

/** A row a release; where the two kinds of installation are judged alike, their times alone differ. */
export function report(played: readonly Played[], users: number): string {
  const rows = releases.flatMap((release) => {
    const of = played.filter((one) => one.release === release);
    const [first, second] = of;
    if (!first) return [];
    const alike = of.every(({ judgement }) => verdictOf(judgement) === verdictOf(first.judgement));
    const label = labelOf(release) ?? "unlabelled";
    if (alike) return [rowOf(release, first, [first, ...(second ? [second] : [])], label)];
    return of.map((one) => rowOf(`${release}, ${one.lineage}`, one, [one], label));
  });
  const head = ["release", "class", "known", "why", "strategy", "downtime"];
  return `${users.toLocaleString("en-US")} users; downtime of the migration alone, in seconds, legacy / fresh.\n\n${alignedTable([head, ...rows])}`;
}

const verdictOf = ({ class: verdict, refused }: UpgradeJudgement): string =>
  refused.length > 0 ? "refused" : verdict;

function rowOf(name: string, { judgement }: Played, of: readonly Played[], label: string): string[] {
  const plan = planUpgrade(judgement, "canary");
  const seconds = of.map((one) => one.judgement.seconds.toFixed(1)).join(" / ");
  const held = [...new Set(of.flatMap((one) => one.judgement.waits.map(shortName)))];
  const waits = held.length === 0 ? "none" : `none; ${held.join(", ")} wait ${seconds}`;
  return [
    name,
    verdictOf(judgement),
    label,
    whyOf(judgement),
    plan ? `${plan.strategy}${plan.overlapMinutes ? `, ${plan.overlapMinutes} min at most` : ""}` : "none",
    plan && plan.strategy !== "maintenance-cutover" ? waits : seconds,
  ];
}

/** The weightiest two, and how many more there are. */
function whyOf({ findings, refused, catchUp }: UpgradeJudgement): string {
  const all = refused.length > 0 ? refused : findings;
  const weighty = all.filter((one) => one.class !== "additive");
  const told = weighty.length > 0 ? weighty : all;
  const shown = told.slice(0, 2).map(({ sentence }) => sentence);
  const more = told.length > 2 ? [`(${told.length - 2} more.)`] : [];
  const filled =
    catchUp.length > 0
      ? [`To catch up: ${catchUp.map(({ where }) => where.replace(/^public\./, "")).join(", ")}.`]
      : [];
  return [...shown, ...more, ...filled].join(" ").replaceAll("|", "\\|");
}

/** A release counts once, whichever kind of installation it was misjudged for. */
export function summary(played: readonly Played[]): string {
  const wrong = (is: (label: string, verdict: string) => boolean): number =>
    new Set(
      played
        .filter(({ release, judgement }) =>
          is(labelOf(release) ?? verdictOf(judgement), verdictOf(judgement)),
        )
        .map(({ release }) => release),
    ).size;
  const count = new Set(played.map(({ release }) => release)).size;
  const missed = wrong((label, verdict) => label === "breaking" && verdict !== "breaking");
  const alarms = wrong(
    (label, verdict) => label !== "breaking" && (verdict === "breaking" || verdict === "refused"),
  );
  return `releases ${count}, missed ${missed}, false alarms ${alarms}`;
}
