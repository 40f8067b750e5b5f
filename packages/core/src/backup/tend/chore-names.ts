import { hex, stamp } from "../catalogue/run-names.ts";

const dayMs = 86_400_000;

interface Tried {
  readonly point: string;
  readonly capturedAt: number;
  readonly now: number;
}

/** Nothing at first, then a number for each while that has passed since the point was made: what failed is tried again, seldom. */
const attempt = ({ capturedAt, now }: Tried, everyMs: number): string => {
  const count = Math.floor((now - capturedAt) / everyMs);
  return count > 0 ? `-${count}` : "";
};

/** Names of executions that the sweep starts: the same for the same chore, so that it starts once. */
export const choreNames = {
  /** Again once a day. */
  copy: (region: string, tried: Tried): string =>
    `copy-${hex(tried.point)}-${region}${attempt(tried, dayMs)}`,
  verification: (id: string, tried: Tried, everyMs: number): string =>
    `verify-${id.replace("/", "-")}-${hex(tried.point)}${attempt(tried, everyMs)}`,
  /** One a day. */
  prune: (id: string, now: number): string =>
    `prune-${id.replace("/", "-")}-${stamp(Math.floor(now / dayMs) * dayMs)}`,
} as const;
