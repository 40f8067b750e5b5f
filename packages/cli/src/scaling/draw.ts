import { access, constants, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { replicasPlot } from "@signalbox/core/scaling/compare/plot";
import { minuteDemand } from "@signalbox/core/scaling/oracle/demand";
import type { Shadow } from "@signalbox/core/scaling/shadow/shadow";
import { part } from "@signalbox/core/scaling/simulate/load";
import { UserError, usageError } from "../user-error.ts";
import type { Compared } from "./compared.ts";
import { playing, type Replay } from "./replay.ts";

const day = 24 * 60;

/** The last day of a comparison as an SVG: each policy's replicas over the demand. */
export function drawComparison(replay: Replay, scoredFrom: number, runs: readonly Compared[]): string {
  const from = Math.max(scoredFrom, replay.minutes - day);
  const demand = minuteDemand(part(replay.load, from, replay.minutes), replay.profile.slots).replicas;
  const panels = runs.map(({ policy, knob, make }) => {
    const ready: number[] = [];
    const watch = (at: number, count: number): void => {
      if (at >= from * 60 && at % 60 === 0) ready.push(count);
    };
    playing(replay, scoredFrom, watch)(make);
    return { title: knob === undefined ? policy : `${policy}, ${knob}`, ready };
  });
  return replicasPlot(panels, [...demand]);
}

/** What stood and what the planner would have had ready, each over the demand, as an SVG. */
export function drawShadow({ minutes }: Shadow): string {
  const panels = [
    { title: "What stood", ready: minutes.map(({ had }) => had.ready) },
    { title: "What the planner would have had", ready: minutes.map(({ planner }) => planner.ready) },
  ];
  return replicasPlot(
    panels,
    minutes.map(({ demand }) => demand),
  );
}

/** Before what takes minutes: throws a usage error where a file's folder is not there, or is not to be written in. */
export async function checkFolder(file: string): Promise<void> {
  const folder = dirname(file);
  await access(folder, constants.W_OK).catch(() => {
    throw usageError(
      `${file} cannot be written`,
      `there is no such folder to write in: ${folder}`,
      "name a file in a folder that is there",
    );
  });
}

/** Throws a UserError where the file cannot be written. */
export async function writePlot(file: string, svg: string): Promise<void> {
  await writeFile(file, svg).catch((error: Error) => {
    throw new UserError(`${file} cannot be written`, error.message, "name a file in a folder that is there");
  });
}
