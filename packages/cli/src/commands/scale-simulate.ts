import { setImmediate } from "node:timers/promises";
import { z } from "zod";
import { command, parameter } from "../command.ts";
import { exit } from "../exit.ts";
import { pairsHelp } from "../pairs.ts";
import { renderComparison, renderMixes } from "../render/scaling.ts";
import { compare, livedThrough } from "../scaling/compared.ts";
import { checkFolder, drawComparison, writePlot } from "../scaling/draw.ts";
import { gpuOptions, readGpus, supplyHelp } from "../scaling/gpus.ts";
import { compareMixes } from "../scaling/mixes.ts";
import { minuteOf, momentOf, momentPattern } from "../scaling/moment.ts";
import { profileOf, readReplay, replayOptions } from "../scaling/replay.ts";
import { usageError } from "../user-error.ts";

const name = "signalbox scale simulate";

export const scaleSimulate = command({
  name: "scale simulate",
  description:
    "Play a trace of requests against the planner of GPU replicas and what teams have today, and compare wait and cost.",
  arguments: {},
  options: {
    ...replayOptions,
    ...gpuOptions,
    from: parameter(
      "--from <minute>",
      "from when on it counts, as 3d08:15 or in minutes; half of the trace, a week at most, unless said",
      z.string().regex(momentPattern, "write it as 3d08:15, or in minutes").optional(),
    ),
    plot: parameter("--plot <file>", "also draw the last day as an SVG", z.string().optional()),
    json: parameter("--json", "machine-readable", z.boolean().default(false)),
  },
  examples: [
    [
      `${name} --trace test/fixtures/traces/servegen-m-large.csv --share 0.125`,
      "two weeks of a model's users",
    ],
    [
      `${name} --trace mine.csv --profile slots=8 startSeconds=420 --plot replicas.svg`,
      "of your own replicas",
    ],
    [
      `${name} --trace mine.csv --gpu g5.xlarge --gpu g6e.xlarge:slots=48,usdPerHour=1.861,most=3`,
      "which types of GPU: each alone, and mixed",
    ],
  ],
  notes: `A trace has a line a minute, minute 0 being Monday, 0:00; its tokens are those of all the minute's requests:\n  minute,requests,input_tokens,output_tokens\n  0,191,171999,44229\n\nA replica, with its defaults:\n${pairsHelp(profileOf(name))}\n\nA type of GPU (--gpu) has the same figures, and:\n${supplyHelp(name)}\n\n99 % of the requests have to wait 5 s at most. Peers are turned to their cheapest knob that keeps it, in hindsight.`,
  run: async ({ from, plot, json, gpu, budget, spotShare, ...asked }, io) => {
    const gpus = readGpus(gpu, { budget, spotShare }, name);
    const replay = await readReplay(asked, name);
    const scoredFrom = from === undefined ? livedThrough(replay.minutes) : minuteOf(from);
    if (scoredFrom >= replay.minutes)
      throw usageError(
        `nothing would count from ${momentOf(scoredFrom)} on`,
        `the trace ends at ${momentOf(replay.minutes)}`,
        "give an earlier minute",
      );
    const tell = async (policy: string) => {
      io.err(io.colors.dim(`playing ${policy}`));
      // Lets Ctrl-C in: a run of two weeks takes seconds.
      await setImmediate();
      io.interrupted.throwIfAborted();
    };
    if (plot !== undefined) await checkFolder(plot);
    const comparison = await compare(replay, scoredFrom, tell);
    const mixes = await compareMixes(replay, gpus, { usdPerHour: budget, spotShare }, scoredFrom, tell);
    if (plot !== undefined) await writePlot(plot, drawComparison(replay, scoredFrom, comparison.runs));
    io.out(
      json
        ? JSON.stringify(
            { ...comparison, mixes, profile: replay.profile, minutes: replay.minutes },
            undefined,
            2,
          )
        : [
            renderComparison(comparison, replay.profile.usdPerHour, io.colors),
            ...(mixes.length > 0 ? [renderMixes(mixes, io.colors)] : []),
          ].join("\n\n"),
    );
    return exit.done;
  },
});
