import { NamedError } from "@signalbox/core/error";
import type { Order, Release } from "@signalbox/core/release/release";
import type { FunctionContext } from "../../context.ts";
import type { Refuse } from "../../workflows/release/assess.ts";
import { strategyOf } from "../../workflows/release/strategies.ts";

/** The release as its first steps would find and check it; undefined where none can begin. What is wrong goes to `refuse`. */
export async function look(
  context: FunctionContext,
  order: Order,
  refuse: Refuse,
): Promise<Release | undefined> {
  let release: Release | undefined;
  try {
    const strategy = strategyOf(order.group, order.strategy);
    release = (await strategy.readState(context, order)).release;
    await strategy.checkDrift(context, release);
  } catch (error) {
    if (!(error instanceof NamedError)) throw error;
    refuse(error);
  }
  return release;
}
