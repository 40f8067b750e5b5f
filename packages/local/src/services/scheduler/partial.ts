import type { Partials } from "../partial.ts";

export const partial: Partials<"scheduler"> = {
  CreateSchedule:
    "state machines, functions, topics, queues and buses as targets, no universal targets; no customer keys",
  UpdateSchedule: "as CreateSchedule",
};
