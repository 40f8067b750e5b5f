import { readTrace } from "@signalbox/core/scaling/trace";
import { afterEach, expect, test } from "vitest";
import { type Booted, boot } from "../../boot.ts";
import { servingOf } from "../../images/ollama/work.ts";
import { virtualClock } from "../../world/clock.ts";
import { random } from "../../world/random.ts";
import { clientOf } from "../client.ts";
import { arrivalsIn } from "./arrivals.ts";
import { replay } from "./replay.ts";

const trace = readTrace(
  ["minute,requests,input_tokens,output_tokens", "0,60,60000,3000", "1,0,0,0", "2,30,3000,300"].join("\n"),
);

test("a minute's requests come within it, in order, with its mean of tokens", () => {
  const [minute] = [arrivalsIn(trace, 2, 1, random(3))];
  expect(minute).toHaveLength(30);
  expect(
    minute.every(({ at, input, output }) => at >= 120 && at < 180 && input === 100 && output === 10),
  ).toBe(true);
  expect(minute.toSorted((a, b) => a.at - b.at)).toEqual(minute);
  expect(arrivalsIn(trace, 1, 1, random(3))).toEqual([]);
});

test("of a share, the fraction of a request comes as often as it should", () => {
  const chance = random(5);
  const many = Array.from({ length: 2_000 }, () => arrivalsIn(trace, 2, 0.05, chance).length);
  expect(many.reduce((a, b) => a + b, 0) / many.length).toBeCloseTo(1.5, 1);
});

let booted: Booted | undefined;
const clock = virtualClock();
afterEach(() => clock.run(booted?.stop() ?? Promise.resolve()));

test("a trace is played against the local cloud's Ollama: what one replica bears is in time, a surge is late", async () => {
  booted = await clock.run(boot({ clock, port: 0, seed: 1, requestsPerSecond: 0, policy: {} }));
  const { plane } = booted.world;
  await clock.run(clock.sleep(60_000));
  const play = async (speed: number) => {
    const url = plane.listening().find(({ port }) => port === 11434)?.url ?? "";
    const client = clientOf(plane, url, clock);
    const playing = replay({
      ...{ clock, client, trace, speed, random: random(1) },
      ...{ from: 0, minutes: 3, share: 1, objective: 5, serving: servingOf({}) },
    });
    const began = clock.now();
    playing.start();
    await clock.run(playing.ended);
    return { ...playing.progress(), seconds: (clock.now() - began) / 1000 };
  };
  // Sixty in a minute, 2.25 s each, over four slots: a little more than half of what it can.
  const calm = await play(1);
  expect(calm).toMatchObject({ sent: 90, inFlight: 0, lost: 0, late: 0, ended: true });
  expect(calm.seconds).toBeGreaterThanOrEqual(180);
  const surge = await play(10);
  expect(surge).toMatchObject({ sent: 90, lost: 0 });
  expect(surge.late).toBeGreaterThan(20);
  expect(surge.waitP99).toBeGreaterThan(10);
});
