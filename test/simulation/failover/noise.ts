import { decide } from "@signalbox/core/failover/decide";
import type { Observation, Probes } from "@signalbox/core/failover/observation";
import { type Random, random } from "@signalbox/local/world/random";
import { between, many, pick } from "../chance.ts";

const minuteMs = 60_000;
const start = Date.UTC(2026, 0, 1);
const primary = "us-east-1";
const observers = ["eu-west-1", "ap-southeast-1", "us-west-2"] as const;
/** How long each is watched. */
const minutes = 30;
/** Nothing under the five minutes that have to be seen may do; GitHub's partition of 2018 took 43 s. */
const longestPartitionMs = 5 * minuteMs - 1;
const githubMs = 43_000;

const up: Probes = { edge: "up", login: "up", databaseWrite: "up", replication: "up" };
const down: Probes = { edge: "down", login: "down", databaseWrite: "down", replication: "down" };

/** From when until when something is so, in milliseconds since the start. */
interface Span {
  readonly from: number;
  readonly to: number;
}

const span = (chance: Random, longest: number): Span => {
  const from = between(chance, 0, minutes * minuteMs);
  return { from, to: from + between(chance, 1_000, longest) };
};

const holds = (spans: readonly Span[], at: number): boolean =>
  spans.some(({ from, to }) => at >= from && at < to);

/** What one observer meets in half an hour in which nothing was lost. */
interface Watch {
  readonly skewMs: number;
  /** When in a minute it looks. */
  readonly phaseMs: number;
  /** Cut off from the primary alone. */
  readonly partitions: readonly Span[];
  /** Cut off from everything: it knows so. */
  readonly blind: readonly Span[];
  /** It does not run, or what it writes gets lost. */
  readonly gone: readonly Span[];
  /** How much later than it looked its word is read. */
  readonly lateMs: number;
  /** Sees it down for ever, whatever is so. */
  readonly mad: boolean;
  /** Chance that one look of it is wrong. */
  readonly flaps: number;
}

/**
 * Half an hour of noise that follows from the seed: partitions of under five minutes that some or all observers meet, at most one
 * observer that is mad, observers that flap, look late or are gone, ledgers that lose words, clocks that differ; and the primary
 * serves all the time. Answers when it was decided to leave it, undefined: never.
 */
export function falseFailover(seed: number): number | undefined {
  const chance = random(seed);
  const flaps = chance.next() < 0.3;
  const common = many(chance, 2, () => span(chance, flaps ? githubMs : longestPartitionMs));
  // One after another, or two that overlap are a longer one.
  const partitions = common.filter(
    ({ from }, index) => index === 0 || from > (common[0]?.to ?? 0) + 2 * minuteMs,
  );
  const mad = pick(chance, ["nobody", ...observers]);
  const ledgerGone = many(chance, 1, () => span(chance, 10 * minuteMs));
  const seen = observers.flatMap((observer) => {
    const watch: Watch = {
      skewMs: between(chance, -10_000, 10_000),
      phaseMs: between(chance, 0, minuteMs - 1),
      // Those who do not meet the common partition may meet one of their own.
      partitions: chance.next() < 0.8 ? partitions : [],
      blind: many(chance, 2, () => span(chance, 10 * minuteMs)),
      gone: [...many(chance, 2, () => span(chance, 10 * minuteMs)), ...ledgerGone],
      lateMs: chance.next() < 0.5 ? 0 : between(chance, 0, 45_000),
      mad: observer === mad,
      flaps: flaps && mad === "nobody" ? 0.15 : 0,
    };
    return wordsOf(observer, watch, chance);
  });
  return decidedAt(seen, between(chance, -10_000, 10_000));
}

interface Word {
  readonly readAt: number;
  readonly observation: Observation;
}

function wordsOf(observer: string, watch: Watch, chance: Random): Word[] {
  const words: Word[] = [];
  for (let minute = 0; minute < minutes; minute++) {
    const at = minute * minuteMs + watch.phaseMs;
    const wrong = chance.next() < watch.flaps;
    if (holds(watch.gone, at)) continue;
    const cut = watch.mad || holds(watch.partitions, at) !== wrong;
    const observation = {
      observer,
      about: primary,
      at: start + at + watch.skewMs,
      probes: cut ? down : up,
      sees: !holds(watch.blind, at),
    };
    words.push({ readAt: at + watch.lateMs, observation });
  }
  return words;
}

/** What is older than this has no part in a row of five minutes that ends in the last two. */
const heardMs = 10 * minuteMs;

/** Asks every twenty seconds at which somebody says that it is down. */
function decidedAt(words: readonly Word[], skewMs: number): number | undefined {
  const toCome = words.toSorted((a, b) => b.readAt - a.readAt);
  let heard: Observation[] = [];
  for (let at = 0; at < (minutes + 3) * minuteMs; at += 20_000) {
    const now = start + at + skewMs;
    heard = heard.filter((one) => one.at > now - heardMs);
    for (let next = toCome.at(-1); next && next.readAt <= at; next = toCome.at(-1)) {
      heard.push(next.observation);
      toCome.pop();
    }
    if (!heard.some(({ probes }) => probes === down)) continue;
    const { act } = decide({
      primary,
      observations: heard,
      target: { region: "eu-west-1", readyAt: now, lagMs: 1_000 },
      policy: { confirmMs: 5 * minuteMs, rpoMs: 60 * minuteMs, automatic: true },
      now,
    });
    if (act !== "nothing") return at;
  }
  return undefined;
}
