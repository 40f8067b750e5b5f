import type { Phase } from "../../ledger/records.ts";
import type { Move, Seen } from "./next.ts";
import { allStopped, type Barrier, openedName } from "./set.ts";

/** Of the one that migrates: until it starts the new version. */
const beforeMigrated: readonly (Phase | undefined)[] = [
  undefined,
  "preparing",
  "rehearsed",
  "maintenance",
  "stopped",
];

/**
 * What a cutover of all regions does next before the new version is ready anywhere; the first of the wave migrates for all. Users
 * are kept out everywhere or nowhere; nothing is migrated before every old version has stopped; no new version starts before
 * that is done. Undefined where there is nothing to open, and for any other wave: none of its releases is in these phases.
 */
export function togetherNext(wave: readonly Seen[], opened: readonly string[]): Move | undefined {
  const at = (phase: Phase): Seen[] => wave.filter((seen) => seen.phase === phase);
  const open = (barrier: Barrier, seen: readonly Seen[]): Move => ({
    kind: "open",
    barrier,
    wave: 0,
    members: seen.map(({ member }) => member),
  });
  const [writer, ...followers] = wave;
  const rehearsed = at("rehearsed");
  const begins = rehearsed.length === wave.length || opened.includes(openedName("rehearsed", 0));
  if (begins && rehearsed.length > 0) return open("rehearsed", rehearsed);
  const isOpen = opened.includes(allStopped);
  if (writer?.phase === "stopped" && (isOpen || at("stopped").length === wave.length))
    return open("stopped", [writer]);
  const waiting = followers.filter(({ phase }) => phase === "stopped");
  if (isOpen && waiting.length > 0 && !beforeMigrated.includes(writer?.phase))
    return open("migrated", waiting);
  return undefined;
}
