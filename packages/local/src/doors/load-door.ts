import { readTrace } from "@signalbox/core/scaling/trace";
import { z } from "zod";
import { servingOf } from "../images/ollama/work.ts";
import { clientOf } from "../traffic/client.ts";
import { type Replay, replay } from "../traffic/replay/replay.ts";
import type { World } from "../world/world.ts";
import { type Doors, Refusal } from "./door.ts";

/** How a trace is to be played. */
const Asked = z.strictObject({
  /** CSV, as core reads it. */
  trace: z.string(),
  /** Of the load balancer's listener; Ollama's own unless said. */
  port: z.int().positive().default(11434),
  region: z.string().optional(),
  from: z.int().min(0).default(0),
  minutes: z.int().min(1).optional(),
  share: z.number().positive().max(1).default(1),
  speed: z.number().positive().max(1000).default(1),
  waitSeconds: z.number().min(0).default(5),
});

/** Plays traces of requests against a service that serves a model; one at a time. */
export function loadDoors(world: World): Doors {
  let playing: Replay | undefined;

  const begin = (written: unknown): object => {
    if (playing && !playing.progress().ended) throw new Refusal(409, "a trace is being played already");
    const asked = Asked.parse(written);
    const trace = readTrace(asked.trace);
    const listener = world.plane
      .listening()
      .find(({ port, region }) => port === asked.port && (asked.region ?? region) === region);
    if (!listener) throw new Error(`no load balancer listens on ${asked.port}`);
    const left = trace.requests.length - asked.from;
    if (left <= 0)
      throw new Error(`the trace has ${trace.requests.length} minutes, none from ${asked.from} on`);
    const { clock, random } = world;
    playing = replay({
      ...asked,
      trace,
      clock,
      random,
      client: clientOf(world.plane, listener.url, clock),
      minutes: Math.min(left, asked.minutes ?? left),
      objective: asked.waitSeconds,
      serving: servingOf({}),
    });
    playing.start();
    return { url: listener.url, minutes: Math.min(left, asked.minutes ?? left), factor: clock.factor };
  };

  return {
    json: {
      "POST /_signalbox/load": ({ body }) => begin(JSON.parse(body)),
      "GET /_signalbox/load": () => {
        if (!playing) throw new Refusal(404, "no trace is being played");
        return playing.progress();
      },
      "DELETE /_signalbox/load": () => {
        void playing?.stop();
        return {};
      },
    },
  };
}
