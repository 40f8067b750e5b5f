import type { Decision } from "@signalbox/core/scaling/planner/decision";
import { steered } from "@signalbox/core/scaling/planner/family";
import { z } from "zod";
import { command, parameter } from "../command.ts";
import { exit } from "../exit.ts";
import { pairsHelp } from "../pairs.ts";
import { renderDecision } from "../render/scaling.ts";
import { gpuOptions, readGpus } from "../scaling/gpus.ts";
import { explainMix } from "../scaling/mixes.ts";
import { minuteOf, momentOf, momentPattern } from "../scaling/moment.ts";
import { playing, profileOf, readReplay, replayOptions } from "../scaling/replay.ts";
import { usageError } from "../user-error.ts";

const name = "signalbox scale explain";
/** Minutes shown before and after. */
const around = 5;

export const scaleExplain = command({
  name: "scale explain",
  description: "Say why the planner would want so many replicas at a minute of a trace.",
  arguments: {},
  options: {
    ...replayOptions,
    ...gpuOptions,
    at: parameter(
      "--at <minute>",
      "the minute, as 3d08:15 or in minutes",
      z.string().regex(momentPattern, "write it as 3d08:15, or in minutes"),
    ),
    json: parameter("--json", "machine-readable", z.boolean().default(false)),
  },
  examples: [
    [
      `${name} --trace test/fixtures/traces/servegen-m-large.csv --share 0.125 --at 7d09:00`,
      "a Monday morning after a week of history",
    ],
    [
      `${name} --trace mine.csv --at 7d09:00 --gpu g5.xlarge --gpu g6e.xlarge:slots=48,usdPerHour=1.861,most=3`,
      "and which type of GPU binds",
    ],
  ],
  notes: `A replica, with its defaults:\n${pairsHelp(profileOf(name))}`,
  run: async ({ at, json, gpu, budget, spotShare, ...asked }, io) => {
    const gpus = readGpus(gpu, { budget, spotShare }, name);
    const replay = await readReplay(asked, name);
    const minute = minuteOf(at);
    const decisions: Decision[] = [];
    playing(
      replay,
      0,
    )((profile) =>
      steered(
        profile,
        (decision) => {
          if (Math.abs(decision.at / 60 - minute) <= around) decisions.push(decision);
        },
        replay.least,
      ),
    );
    const asks = decisions.find((decision) => decision.at === minute * 60);
    if (!asks)
      throw usageError(
        `nothing was decided at ${momentOf(minute)}`,
        `the trace goes from ${momentOf(1)} to ${momentOf(replay.minutes)}`,
        "give a minute of it",
      );
    const whole = decisions.filter((decision) => decision.at % 60 === 0);
    const mix =
      gpus.length > 0 ? explainMix(replay, gpus, { usdPerHour: budget, spotShare }, minute) : undefined;
    io.out(
      json ? JSON.stringify({ ...asks, mix }, undefined, 2) : renderDecision(whole, asks, mix, io.colors),
    );
    return exit.done;
  },
});
