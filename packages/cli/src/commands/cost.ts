import { Unpriced } from "@signalbox/core/cost/price";
import { Usage } from "@signalbox/core/cost/usage";
import { z } from "zod";
import { command, parameter } from "../command.ts";
import { withConfig } from "../config/explained.ts";
import { configOptions } from "../config/options.ts";
import { pairsHelp, parsePairs } from "../pairs.ts";
import { renderCost } from "../render/cost.ts";
import { UserError } from "../user-error.ts";

const used = { flag: "--usage", schema: Usage, command: "signalbox cost" };

export const cost = command({
  name: "cost",
  description: "What a month of a stage costs, by layer and region, and what Signalbox itself costs in it.",
  arguments: {},
  options: {
    ...configOptions,
    usage: parameter(
      "--usage <key=value...>",
      "what the stage is used for in a month, where it differs (below)",
      z.array(z.string()).default([]),
    ),
    all: parameter("--all", "every item instead of the ten dearest", z.boolean().default(false)),
  },
  examples: [
    ["signalbox cost --stage production", "with the default usage"],
    [
      "signalbox cost --stage production --usage requests=20000000 gbOut=2000 acuAverage=4",
      "of a busy month",
    ],
    [
      "SIGNALBOX__network__nat=single signalbox cost --stage production --all",
      "with a cheaper network, item by item",
    ],
  ],
  notes: `What is used in a month, with its default:\n${pairsHelp(used)}`,
  run: async ({ usage: pairs, all, ...asked }, io) => {
    const usage = parsePairs(used, pairs);
    // Here, because it loads every workflow: the other commands should not wait for that.
    const { billOf } = await import("../cost/bill.ts");
    return withConfig(asked, io, ({ config }) => {
      try {
        const bill = billOf(asked.stage, config, usage);
        io.out(asked.json ? JSON.stringify(bill, undefined, 2) : renderCost(bill, all, io.colors));
      } catch (error) {
        if (!(error instanceof Unpriced)) throw error;
        throw new UserError(
          `the cost of ${asked.stage} cannot be said`,
          error.message,
          "add its prices to packages/core/src/cost/prices.ts, each with its source and date",
        );
      }
    });
  },
});
