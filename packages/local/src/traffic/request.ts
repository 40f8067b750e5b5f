import type { Random } from "../world/random.ts";

export const kinds = ["chat", "sign-in", "config", "page"] as const;

export type Kind = (typeof kinds)[number];

/** What a user's browser sends. */
export interface UserRequest {
  readonly kind: Kind;
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const questions = [
  "Summarise the minutes of this morning.",
  "What does this stack trace mean?",
  "Write a polite reminder about the invoice.",
  "Translate the notice into Portuguese.",
];

const asJson = (kind: Kind, path: string, value: unknown): UserRequest => {
  const body = JSON.stringify(value);
  const headers = {
    "content-type": "application/json",
    "content-length": `${Buffer.byteLength(body)}`,
    authorization: "Bearer traffic",
  };
  return { kind, method: "POST", path, headers, body };
};

const chats = questions.map((content) =>
  asJson("chat", "/api/chat/completions", {
    model: "llama3.2",
    stream: true,
    messages: [{ role: "user", content }],
  }),
);

const signIn = asJson("sign-in", "/api/v1/auths/signin", { email: "user@example.com", password: "traffic" });

const config: UserRequest = {
  kind: "config",
  method: "GET",
  path: "/api/config",
  headers: { accept: "application/json" },
  body: "",
};

const page = (path: string): UserRequest => ({ ...config, kind: "page", path });

/**
 * Mostly streamed chats, as a chat platform sees them: 60 % chats, 10 % page loads, 5 % sign-ins, and 25 % over the `paths`,
 * each as often: what is split into services by path is asked in every part.
 */
export function nextRequest(random: Random, paths: readonly string[]): UserRequest {
  const roll = random.next();
  if (roll < 0.05) return signIn;
  if (roll < 0.15) return config;
  if (roll < 0.75) return chats[Math.floor(random.next() * chats.length)] ?? config;
  return page(paths[Math.floor(random.next() * paths.length)] ?? "/");
}
