import { decisionCommand } from "./decision.ts";

export const abort = decisionCommand("abort", {
  description: "Roll a running release back: all traffic to stable, at once.",
  example: [
    'signalbox abort latest --reason "users report empty answers" --watch',
    "roll the newest release back and follow it",
  ],
});
