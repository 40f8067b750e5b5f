import { readyPath } from "@signalbox/core/platform/maintenance";
import { namesOf } from "@signalbox/core/platform/names";
import { z } from "zod";
import { readSecret } from "../aws/secret.ts";
import { unless } from "../aws/unless.ts";
import type { FunctionContext } from "../context.ts";
import { reachOf } from "../web/reach.ts";

const Credentials = z.object({ email: z.string(), password: z.string() });
const Session = z.object({ token: z.string() });
const Models = z.object({ data: z.array(z.object({ id: z.string() })).min(1) });

const timeoutMs = 15_000;
const json = { "content-type": "application/json" };

/** A sentence for each thing that users need and do not get at an address; empty where they get all of it. */
export async function lackingAt(context: FunctionContext, url: string): Promise<string[]> {
  const reach = reachOf(context);
  const ask = async (path: string, init: Partial<Parameters<typeof reach>[1]> = {}) => {
    try {
      return await reach(`${url}${path}`, { timeoutMs, ...init });
    } catch (error) {
      return { status: 0, text: error instanceof Error ? error.message : String(error) };
    }
  };
  for (const path of [readyPath, "/api/config"]) {
    const { status, text } = await ask(path);
    if (status !== 200) return [`${path} answered ${status === 0 ? text : status}`];
  }
  const known = await credentials(context);
  const signedIn = await ask("/api/v1/auths/signin", {
    method: "POST",
    headers: json,
    body: JSON.stringify(known ?? { email: "nobody@example.com", password: "nobody" }),
  });
  const session = Session.safeParse(parsed(signedIn.text)).data;
  // Without a synthetic user a refusal shows as much: the application has asked its database.
  if (!known && session === undefined)
    return [200, 400, 401, 403].includes(signedIn.status) ? [] : [`login answered ${signedIn.status}`];
  if (!session) return [`login answered ${signedIn.status}`];
  return await chatting(ask, session.token);
}

type Ask = (
  path: string,
  init?: { method?: string; headers?: Record<string, string>; body?: string },
) => Promise<{ readonly status: number; readonly text: string }>;

async function chatting(ask: Ask, token: string): Promise<string[]> {
  const headers = { ...json, authorization: `Bearer ${token}` };
  const models = await ask("/api/models", { headers });
  const model = Models.safeParse(parsed(models.text)).data?.data[0]?.id;
  if (model === undefined) return [`/api/models answered ${models.status} and names no model`];
  const messages = [{ role: "user", content: "Say yes." }];
  const body = JSON.stringify({ model, messages, stream: false });
  const { status } = await ask("/api/chat/completions", { method: "POST", headers, body });
  return status === 200 ? [] : [`a chat answered ${status}`];
}

/** Of the synthetic user, where the stage has one. */
async function credentials({ aws, platform }: FunctionContext) {
  const name = namesOf(platform).secret("probe");
  const text = await unless("ResourceNotFoundException", readSecret(aws.secretsManager, name));
  return text === undefined ? undefined : Credentials.safeParse(parsed(text)).data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
