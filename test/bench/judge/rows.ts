import { readFileSync } from "node:fs";
import { chanceOf } from "@signalbox/core/analysis/chance.fixture";
import { cold, ladder, type Traffic } from "@signalbox/core/analysis/ladder.fixture";
import { z } from "zod";
import {
  eProcess,
  type Judge,
  kayenta,
  promoting,
  signalbox,
  standard,
  strict,
  strictAndWarm,
  throwingAway,
} from "./judges.ts";

/** How often a judge fails a release, as a share, and in which minutes it did, in order. */
export interface Found {
  readonly runs: number;
  readonly minutes: readonly number[];
}

const Percent = z.number().min(0).max(100);
const Minute = z.number().nullable();
const Grid = z.object({ rows: z.array(z.tuple([z.number(), z.number(), Percent, Minute, Percent, Minute])) });

/** A row of the grid, with what its two columns say and what was found here. */
export interface GridRow {
  readonly traffic: Traffic;
  readonly columns: {
    readonly eProcess: { readonly percent: number; readonly minute: number | null };
    readonly kayenta: { readonly percent: number; readonly minute: number | null };
  };
  readonly found: Readonly<Record<"judge" | "eProcess" | "kayenta" | "coldRule", Found>>;
}

/** Kayenta's test takes some hundred times longer. */
const kayentaRuns = 400;

/** The grid's rows, those without an effect in `alarmRuns`; every judge of a row sees the same runs. */
export function gridRows(effectRuns: number, alarmRuns: number): GridRow[] {
  const file = new URL("../../fixtures/delivery/judge-grid.json", import.meta.url);
  return Grid.parse(JSON.parse(readFileSync(file, "utf8"))).rows.map(
    ([rps, times, percent, minute, kayentaPercent, kayentaMinute], seed) => {
      const traffic = { rps, times, cold: false };
      const runs = times === 1 ? alarmRuns : effectRuns;
      return {
        traffic,
        columns: {
          eProcess: { percent, minute },
          kayenta: { percent: kayentaPercent, minute: kayentaMinute },
        },
        found: {
          judge: find(signalbox(strictAndWarm), traffic, runs, seed),
          eProcess: find(eProcess, traffic, runs, seed),
          kayenta: find(kayenta, traffic, Math.min(runs, kayentaRuns), seed),
          coldRule: find(signalbox(strict), traffic, runs, seed),
        },
      };
    },
  );
}

/** Traffic without a fault, or with a cold start, and what judges with and without a rule for it made of it. */
export interface ColdRow {
  readonly traffic: Traffic;
  readonly found: Readonly<Record<"noRule" | "thrownAway" | "coldRule", Found>>;
}

export function coldRows(traffic: readonly Traffic[], runs: number): ColdRow[] {
  return traffic.map((one, index) => {
    const seed = 1_000 + index;
    return {
      traffic: one,
      found: {
        noRule: find(signalbox(strictAndWarm), one, runs, seed),
        thrownAway: find(throwingAway(cold.minutes), one, runs, seed),
        coldRule: find(signalbox(strict), one, runs, seed),
      },
    };
  });
}

/** Traffic whose rates vary from minute to minute, and healthy releases that were failed in it. */
export interface NoiseRow {
  readonly traffic: Traffic;
  readonly found: Readonly<Record<"eProcess" | "strict" | "standard", Found>>;
}

export function noiseRows(traffic: readonly Traffic[], runs: number): NoiseRow[] {
  return traffic.map((one, index) => {
    const seed = 2_000 + index;
    return {
      traffic: one,
      found: {
        eProcess: find(eProcess, one, runs, seed),
        strict: find(signalbox(strictAndWarm), one, runs, seed),
        standard: find(signalbox(standard), one, runs, seed),
      },
    };
  });
}

/** Releases that were shown good enough, with an effect or without. */
export interface PromotionRow {
  readonly traffic: Traffic;
  readonly found: Readonly<Record<"ratio" | "standard", Found>>;
}

export function promotionRows(traffic: readonly Traffic[], runs: number): PromotionRow[] {
  return traffic.map((one, index) => {
    const seed = 3_000 + index;
    return {
      traffic: one,
      found: {
        ratio: find(promoting(strictAndWarm), one, runs, seed),
        standard: find(promoting(standard), one, runs, seed),
      },
    };
  });
}

function find(judge: Judge, traffic: Traffic, runs: number, seed: number): Found {
  const chance = chanceOf(seed);
  const minutes: number[] = [];
  for (let run = 0; run < runs; run++) {
    const minute = judge(ladder(traffic, chance));
    if (minute !== undefined) minutes.push(minute);
  }
  return { runs, minutes: minutes.sort((a, b) => a - b) };
}
