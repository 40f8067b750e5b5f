import type { Order } from "./release.ts";

/** What each strategy is fit for. */
const fitFor: Readonly<Record<Order["strategy"], string>> = {
  canary:
    "fit where two versions may serve side by side and traffic is enough to judge by: few users meet a bad one",
  "blue-green":
    "fit where all users should change at once: the new side is tried before, and the old one stands ready after",
  rolling:
    "fit where no second side is worth its tasks: one task more than usual, and one after the other replaced",
};

/** Why a group is released as it is: one sentence. */
export const strategyWhy = (group: string, strategy: Order["strategy"]): string =>
  `${group}'s configuration says ${strategy}, ${fitFor[strategy]}`;
