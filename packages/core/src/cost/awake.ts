import type { Config } from "../config/config.ts";

const week = 7 * 24;
const workingDays = 5;

/** Share of a week that the services are up: with a night shutdown they sleep on working nights and from Friday to Monday. */
export function awakeShare({ nightShutdown }: Pick<Config, "nightShutdown">): number {
  if (nightShutdown === undefined) return 1;
  const [from, to] = [hour(nightShutdown.from), hour(nightShutdown.to)];
  const up = from < to ? week - workingDays * (to - from) : workingDays * (from - to);
  return up / week;
}

const hour = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours + minutes / 60;
};
