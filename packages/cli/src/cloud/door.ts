import { z } from "zod";
import type { Io } from "../io.ts";
import { UserError, usageError } from "../user-error.ts";
import { cloudOptions } from "./options.ts";
import { chooseTarget } from "./target.ts";

const { endpoint, aws, json } = cloudOptions;

/** Options of a command that knocks: no region and no stage, which a door does not ask for. */
export const doorOptions = { endpoint, aws, json };

const Refusal = z.object({ error: z.string() });

interface DoorCall {
  /** The command, for messages. */
  readonly command: string;
  /** Why AWS has no such door. */
  readonly onAws: string;
  /** What to do with a refusal. */
  readonly remedy: string;
  readonly method: "GET" | "POST" | "DELETE";
  /** Below /_signalbox/. */
  readonly path: string;
  readonly body?: unknown;
}

/** Knocks at a door of the local cloud, which AWS does not have; answers the body's text and where it was. */
export async function knock(
  call: DoorCall,
  { endpoint, aws }: { readonly endpoint: string | undefined; readonly aws: boolean },
  io: Io,
): Promise<{ readonly endpoint: string; readonly body: string }> {
  const target = chooseTarget({ endpoint, aws, region: undefined }, io.env);
  if (target.kind === "aws")
    throw usageError(`${call.command} works on the local cloud alone`, call.onAws, "leave --aws away");
  const answer = await fetch(`${target.endpoint}/_signalbox/${call.path}`, {
    method: call.method,
    headers: { "content-type": "application/json" },
    ...(call.body !== undefined && { body: JSON.stringify(call.body) }),
  }).catch(() => {
    throw new UserError(
      `nobody answers at ${target.endpoint}`,
      `${call.command} needs a running local cloud`,
      "npm start starts one; --endpoint names another",
    );
  });
  const body = await answer.text();
  if (answer.ok) return { endpoint: target.endpoint, body };
  const refusal = Refusal.safeParse(parseOr(body));
  throw new UserError(
    `${target.endpoint} refused ${call.command}`,
    refusal.success ? refusal.data.error : `it answered ${answer.status}`,
    call.remedy,
  );
}

/** The JSON in a body, or undefined: what answers may be no local cloud at all. */
function parseOr(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
