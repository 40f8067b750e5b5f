import type { FunctionContext } from "../context.ts";
import { reasonOf } from "./reason-of.ts";
import { within } from "./within.ts";

export interface ReachRequest {
  readonly method?: string;
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
}

/** Asks the platform by its public names, as a user's browser does; rejects where there is no answer in time. */
export type Reach = (
  url: string,
  init?: ReachRequest,
) => Promise<{ readonly status: number; readonly text: string }>;

/** What no page, and no answer of a chat of one sentence, exceeds; the rest is not read. */
const charactersAtMost = 200_000;
const usualMs = 10_000;

/** By the laptop's edge where there is one, over the network where not. It follows no redirect: what answers there is another host. */
export const reachOf = (context: Pick<FunctionContext, "clock" | "signal" | "reach">): Reach =>
  context.reach ?? ((url, init = { timeoutMs: usualMs }) => overTheNetwork(context, url, init));

async function overTheNetwork(
  context: Pick<FunctionContext, "clock" | "signal">,
  url: string,
  { timeoutMs, ...request }: ReachRequest,
): ReturnType<Reach> {
  const { host } = new URL(url);
  const answer = await within(
    context,
    timeoutMs / 1_000,
    () => `${host} gave no answer within ${timeoutMs / 1_000} s`,
    async (signal) => {
      try {
        const response = await fetch(url, { ...request, signal, redirect: "manual" });
        const text = (await response.text()).slice(0, charactersAtMost);
        return { status: response.status, text };
      } catch (error) {
        return `${host} could not be asked: ${reasonOf(error)}`;
      }
    },
  );
  if (typeof answer === "string") throw new Error(answer);
  return answer;
}
