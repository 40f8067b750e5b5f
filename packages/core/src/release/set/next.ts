import { canTurnBack, type Phase } from "../../ledger/records.ts";
import type { ReleaseUpgrade } from "../../upgrade/release-upgrade.ts";
import type { Problem } from "../release.ts";
import { togetherNext } from "./cutover-next.ts";
import { type Barrier, type Member, openedName, type ReleaseSet } from "./set.ts";

/**
 * How an execution of `release` stands. `returned`: it ended with what served before, or with nothing done. `stuck`: nobody
 * has verified what it left.
 */
export type Standing = "running" | "promoted" | "returned" | "stuck";

/** A member as one look finds it. */
export interface Seen {
  readonly member: Member;
  /** Absent where it was not started. */
  readonly standing?: Standing;
  /** Absent before it has the lock of its group. */
  readonly phase?: Phase;
  /** Of one whose rehearsal has made it a cutover of all regions. */
  readonly upgrade?: ReleaseUpgrade;
  /** Who told it to abort; absent where nobody did. */
  readonly told?: "set" | "person";
  /** Since when its way back is kept, or when it had ended. Milliseconds since 1970. */
  readonly settledAt?: number;
  /** Why it turned back or was refused. */
  readonly problem?: Problem;
  /** Its way back, once that was started; `stuck` also where that was refused. */
  readonly back?: "running" | "done" | "stuck";
}

export interface Look {
  readonly waves: readonly (readonly Seen[])[];
  /** Barriers that were opened, by `openedName`. */
  readonly opened: readonly string[];
  /** Why a person wants the set back. */
  readonly abort: Problem | undefined;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export type SetOutcome = "promoted" | "rolled-back" | "stuck" | "refused";

export type Move =
  | {
      readonly kind: "start" | "abort" | "go-back";
      readonly members: readonly Member[];
      readonly why: string;
    }
  | {
      readonly kind: "open";
      readonly barrier: Barrier;
      readonly wave: number;
      readonly members: readonly Member[];
    }
  /** All that is left becomes one wave. */
  | { readonly kind: "join"; readonly upgrade: ReleaseUpgrade }
  | { readonly kind: "wait" }
  | { readonly kind: "end"; readonly outcome: SetOutcome; readonly problem: Problem | undefined };

const wait: Move = { kind: "wait" };

/**
 * What a set does next, by what the ledger and Step Functions say of its releases alone: whoever looks after a cut finds the
 * same. One that turns back, was refused, or needs a person turns all of them back: an abort while that still leads back,
 * and once it has ended a release of the way back.
 */
export function nextOf(set: Pick<ReleaseSet, "betweenSeconds">, look: Look): Move {
  const why = whyBack(look);
  return why ? backwards(look, why) : forwards(set, look);
}

const isBack = ({ standing, phase }: Seen): boolean =>
  standing === "returned" || standing === "stuck" || phase === "rolling-back" || phase === "stuck";

/** Why the set turns back: one that the set did not tell to comes first, since the others follow it. */
export function whyBack({ waves, abort }: Pick<Look, "waves" | "abort">): Problem | undefined {
  const back = waves.flat().filter(isBack);
  const first = back.find(({ told }) => told !== "set") ?? (abort ? undefined : back[0]);
  if (!first) return abort;
  const { member, problem } = first;
  const { error = "Release.RolledBack", cause = "its report says why" } = problem ?? {};
  return { error, cause: `${member.group} in ${member.region} turned back: ${cause}` };
}

function backwards({ waves }: Look, problem: Problem): Move {
  const all = waves.flat();
  const why = problem.cause;
  const running = all.filter(({ standing }) => standing === "running");
  const abort = running.filter(({ told, phase }) => !told && (phase === undefined || canTurnBack(phase)));
  if (abort.length > 0) return { kind: "abort", members: membersOf(abort), why };
  const goBack = all.filter(({ standing, back }) => standing === "promoted" && !back);
  if (goBack.length > 0) return { kind: "go-back", members: membersOf(goBack), why };
  if (running.length > 0 || all.some(({ back }) => back === "running")) return wait;
  return { kind: "end", outcome: endOf(all), problem };
}

function endOf(all: readonly Seen[]): SetOutcome {
  if (all.some(({ standing, back }) => standing === "stuck" || back === "stuck")) return "stuck";
  return all.some(({ phase }) => phase !== undefined) ? "rolled-back" : "refused";
}

function forwards({ betweenSeconds }: Pick<ReleaseSet, "betweenSeconds">, look: Look): Move {
  const { waves, now } = look;
  const upgrade = waves[0]?.[0]?.upgrade;
  if (waves.length > 1 && upgrade) return { kind: "join", upgrade };
  for (const [index, wave] of waves.entries()) {
    const begun = wave.some(({ standing }) => standing);
    if (!begun && now < servedSince(waves.slice(0, index)) + betweenSeconds * 1000) return wait;
    const absent = wave.filter(({ standing }) => !standing);
    if (absent.length > 0) return { kind: "start", members: membersOf(absent), why: `wave ${index + 1}` };
    const kept = togetherNext(wave, look.opened);
    if (kept) return kept;
    for (const barrier of ["ready", "passed"] as const) {
      const waiting = wave.filter(({ phase }) => phase === barrier);
      const open = waiting.length === wave.length || look.opened.includes(openedName(barrier, index));
      if (open && waiting.length > 0)
        return { kind: "open", barrier, wave: index, members: membersOf(waiting) };
    }
    if (!wave.every(isSettled)) return wait;
  }
  const holding = waves.flat().filter(({ phase }) => phase === "holding");
  const over = waves
    .flat()
    .every(({ member, settledAt = now }) => now >= settledAt + member.holdSeconds * 1000);
  if (holding.length > 0 && (over || look.opened.includes("hold")))
    return { kind: "open", barrier: "hold", wave: waves.length - 1, members: membersOf(holding) };
  const all = waves.flat().every(({ standing }) => standing === "promoted");
  return all ? { kind: "end", outcome: "promoted", problem: undefined } : wait;
}

/** Promoted, and drained: its way back is kept, or was. What is closing may be on its way back as well. */
const isSettled = ({ standing, phase }: Seen): boolean => standing === "promoted" || phase === "holding";

/** When the last of the waves was settled; the first wave waits for none. */
const servedSince = (waves: Look["waves"]): number =>
  waves.length === 0
    ? Number.NEGATIVE_INFINITY
    : Math.max(...waves.flat().map(({ settledAt = Number.POSITIVE_INFINITY }) => settledAt));

const membersOf = (seen: readonly Seen[]): Member[] => seen.map(({ member }) => member);
