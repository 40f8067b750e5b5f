import { z } from "zod";
import { parameter } from "../command.ts";
import { tourNames } from "../tours/index.ts";
import { usualState } from "./usual-state.ts";

/** Beyond it a second of the world is shorter than the timers of one request. */
const fastest = 100;

const Factor = z
  .string()
  .transform((typed) => (typed === "real" ? 1 : Number(typed)))
  .refine((factor) => factor >= 1 && factor <= fastest, {
    error: `it is "real", or a number from 1 to ${fastest}: world seconds in a real second`,
  })
  .optional();

const whole = (least: number, most: number) =>
  z
    .string()
    .transform(Number)
    .refine((value) => Number.isInteger(value) && value >= least && value <= most, {
      error: `it is a whole number from ${least} to ${most}`,
    });

/** What every way of running the local cloud understands. */
export const localOptions = {
  port: parameter(
    "--port <number>",
    "of the AWS endpoint, 4566 unless said; 0 takes a free one",
    whole(0, 65_535).default(4566),
  ),
  clock: parameter(
    "--clock <factor>",
    "real, or how many times as fast as real time the world's clock runs at most: on a busy machine it waits, and runs slower",
    Factor,
  ),
  seed: parameter(
    "--seed <number>",
    "of all chance, 1 unless said: the same seed, the same run",
    whole(0, 2 ** 32 - 1).default(1),
  ),
  throttle: parameter(
    "--throttle",
    "refuse calls beyond AWS's published rates; without it nothing is throttled",
    z.boolean().default(false),
  ),
};

/** What `start` understands; a tour brings its own clock and traffic, which these go before. */
export const startOptions = {
  tour: parameter("--tour <name>", `play a tour: ${tourNames.join(", ")}`, z.string().optional()),
  once: parameter("--once", "play the tour (canary unless named), report, exit", z.boolean().default(false)),
  ...localOptions,
  config: parameter(
    "--config <name>",
    "whose platform is brought up: a stage or an example of config/; the tour's own, or development unless said",
    z.string().optional(),
  ),
  state: parameter(
    "--state <directory>",
    `where the cloud outlives its process, ${usualState("<config>")} unless said; "none", as tours have it, forgets everything`,
    z.string().min(1).optional(),
  ),
  requestsPerSecond: parameter(
    "--requests-per-second <number>",
    "traffic in requests per second of the world's time",
    whole(0, 1_000).optional(),
  ),
};
