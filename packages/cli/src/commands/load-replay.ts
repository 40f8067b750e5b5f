import { z } from "zod";
import { doorOptions, knock } from "../cloud/door.ts";
import { command, parameter } from "../command.ts";
import { exit } from "../exit.ts";
import { headOfLoad, Progress, renderLoad, renderLoadEnd } from "../render/load.ts";
import { minuteOf, momentOf, momentPattern } from "../scaling/moment.ts";
import { readTraceFile } from "../scaling/trace-file.ts";
import { usageError } from "../user-error.ts";

const pollMs = 2_000;

const door = {
  command: "load replay",
  onAws: "on AWS, users are the load",
  remedy: "signalbox load replay --help says what a trace is",
};
const Begun = z.object({ url: z.string(), minutes: z.int(), factor: z.number() });

export const loadReplay = command({
  name: "load replay",
  description: "Play a trace of requests against the local cloud's Ollama, and watch how long they wait.",
  arguments: { file: parameter("<file>", "CSV of minute,requests,input_tokens,output_tokens", z.string()) },
  options: {
    ...doorOptions,
    speed: parameter(
      "--speed <number>",
      "seconds of the trace in a second of the local cloud's time: at 2, twice as many requests a second; 1 unless said",
      z.coerce.number().positive().default(1),
    ),
    share: parameter(
      "--share <number>",
      "share of the trace's requests that come here; all unless said",
      z.coerce.number().positive().max(1).default(1),
    ),
    from: parameter(
      "--from <minute>",
      "the trace's first minute to play, as 3d08:15 or in minutes",
      z.string().regex(momentPattern, "write it as 3d08:15, or in minutes").default("0"),
    ),
    minutes: parameter(
      "--minutes <number>",
      "how many of them; to its end unless said",
      z.coerce.number().int().positive().optional(),
    ),
    port: parameter(
      "--port <number>",
      "of the service's listener at its load balancer; Ollama's 11434 unless said",
      z.coerce.number().int().positive().default(11434),
    ),
  },
  examples: [
    [
      "signalbox load replay test/fixtures/traces/azure-conversation-2023.csv --share 0.2",
      "an hour of Azure's conversations, a fifth of them",
    ],
  ],
  notes: "late: waited longer than 5 s for a slot, or had no answer at all. Ctrl-C ends it.",
  run: async ({ file, endpoint, aws, json, from, ...asked }, io) => {
    const { text: trace, trace: read } = await readTraceFile(file);
    const first = minuteOf(from);
    if (first >= read.requests.length)
      throw usageError(
        `nothing would be played from ${momentOf(first)} on`,
        `the trace ends at ${momentOf(read.requests.length)}`,
        "give an earlier minute",
      );
    const where = { endpoint, aws };
    const ask = async (method: "GET" | "POST" | "DELETE", body?: unknown) =>
      JSON.parse((await knock({ ...door, method, path: "load", body }, where, io)).body);
    const begun = Begun.parse(await ask("POST", { trace, from: first, ...asked }));
    io.err(
      io.colors.dim(`${begun.minutes} minutes of ${file} to ${begun.url}, the clock at ${begun.factor}`),
    );
    io.err(headOfLoad);
    try {
      for (;;) {
        await io.clock.sleep(pollMs, io.interrupted);
        const progress = Progress.parse(await ask("GET"));
        io.err(renderLoad(progress));
        if (!progress.ended) continue;
        io.out(json ? JSON.stringify(progress, undefined, 2) : renderLoadEnd(progress));
        return exit.done;
      }
    } catch (error) {
      if (io.interrupted.aborted) await ask("DELETE");
      throw error;
    }
  },
});
