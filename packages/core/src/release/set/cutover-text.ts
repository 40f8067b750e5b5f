import type { Downtime } from "../../upgrade/downtime.ts";
import type { ReleaseUpgrade } from "../../upgrade/release-upgrade.ts";
import { predictedSentence } from "../../upgrade/upgrade-text.ts";
import { memberName, type ReleaseSet } from "./set.ts";

/** What a cutover of all regions does, for a plan and a journal. */
export const everywhereSentence = (writer: string): string =>
  `one wave, everywhere at once: in every region the maintenance page goes up and the old version stops; when it has stopped in all, ${writer} snapshots and migrates; then the new version starts in all, and users are let in`;

/** What a plan says of a group whose image owns the database's schema, before its rehearsal; how long it migrates only that tells. */
export function everywhereRule(writer: string, forced: boolean, downtime: Downtime): string {
  const when = forced ? "forced" : "where the rehearsal calls the upgrade breaking";
  return `${when}: ${everywhereSentence(writer)}; beside the migration ${predictedSentence(downtime)}`;
}

/** What the set says when its rehearsal has made it that. */
export function joinedSentence(
  set: Pick<ReleaseSet, "waves">,
  { class: of, downtime }: ReleaseUpgrade,
): string {
  const [writer] = set.waves.flat();
  const name = writer ? memberName(set, writer) : "the first region";
  return [
    `${of} by rehearsal, so that it becomes ${everywhereSentence(name)}`,
    ...(downtime ? [predictedSentence(downtime)] : []),
  ].join("; ");
}
