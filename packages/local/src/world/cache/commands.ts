import type { Hashes } from "./hashes.ts";
import type { Protocol, Reply } from "./resp.ts";

/** One connection to the double. */
export interface Session {
  protocol: Protocol;
  authenticated: boolean;
}

const ok: Reply = { kind: "simple", text: "OK" };
const error = (text: string): Reply => ({ kind: "error", text });
const bulk = (text: string): Reply => ({ kind: "bulk", text });
const integer = (value: number): Reply => ({ kind: "integer", value });

interface Setting {
  readonly session: Session;
  readonly hashes: Hashes;
  readonly password: string;
}

type Command = (args: readonly string[], setting: Setting) => Reply;

/** What the doubles and the Lambdas send; with the words in which Redis refuses. */
const commands: Readonly<Record<string, Command>> = {
  HELLO: ([version, ...options], setting) => {
    const { session } = setting;
    if (version !== undefined && version !== "2" && version !== "3")
      return error("NOPROTO unsupported protocol version");
    const at = options.findIndex((option) => option.toUpperCase() === "AUTH");
    if (at >= 0) {
      const refused = authenticate(options.slice(at + 1, at + 3), setting);
      if (refused) return refused;
    }
    if (!session.authenticated) return noAuth;
    session.protocol = version === "3" ? 3 : version === "2" ? 2 : session.protocol;
    const facts = { server: "redis", version: "7.1.0", mode: "standalone", role: "master" };
    return {
      kind: "map",
      pairs: [
        ...Object.entries(facts).map(([name, value]) => [bulk(name), bulk(value)] as const),
        [bulk("proto"), integer(session.protocol)],
      ],
    };
  },
  AUTH: (args, setting) => authenticate(args, setting) ?? ok,
  CLIENT: ([what = ""]) =>
    ["SETINFO", "SETNAME"].includes(what.toUpperCase()) ? ok : unknown(`CLIENT ${what}`),
  PING: ([text]) => (text === undefined ? { kind: "simple", text: "PONG" } : bulk(text)),
  SELECT: ([index]) => (index === "0" ? ok : error("ERR DB index is out of range")),
  QUIT: () => ok,
  HSET: ([key = "", ...pairs], { hashes }) => {
    if (pairs.length === 0 || pairs.length % 2 === 1) return wrongNumber("hset");
    let added = 0;
    for (let at = 0; at < pairs.length; at += 2)
      if (hashes.set(key, pairs[at] ?? "", pairs[at + 1] ?? "")) added++;
    return integer(added);
  },
  HDEL: ([key = "", ...fields], { hashes }) =>
    fields.length === 0
      ? wrongNumber("hdel")
      : integer(fields.filter((field) => hashes.delete(key, field)).length),
  HKEYS: ([key], { hashes }) =>
    key === undefined
      ? wrongNumber("hkeys")
      : { kind: "array", items: hashes.entries(key).map(([field]) => bulk(field)) },
  HLEN: ([key], { hashes }) =>
    key === undefined ? wrongNumber("hlen") : integer(hashes.entries(key).length),
  HGETALL: ([key], { hashes }) =>
    key === undefined
      ? wrongNumber("hgetall")
      : {
          kind: "map",
          pairs: hashes.entries(key).map(([field, value]) => [bulk(field), bulk(value)] as const),
        },
};

const noAuth = error("NOAUTH Authentication required.");
const wrongNumber = (name: string): Reply => error(`ERR wrong number of arguments for '${name}' command`);
const unknown = (name: string): Reply =>
  error(`ERR unknown command '${name}': this double of Redis knows ${Object.keys(commands).join(", ")}`);

/** Undefined where the password is the right one, of the user `default` or of none. */
function authenticate(args: readonly string[], { session, password }: Setting): Reply | undefined {
  const [user, given] = args.length > 1 ? args : ["default", ...args];
  session.authenticated = user === "default" && given === password;
  return session.authenticated
    ? undefined
    : error("WRONGPASS invalid username-password pair or user is disabled.");
}

const beforeAuth = ["HELLO", "AUTH", "QUIT"];

/** The answer to one command, which may change the session and what the cache holds. */
export function carryOut([name = "", ...args]: readonly string[], setting: Setting): Reply {
  const upper = name.toUpperCase();
  const command = Object.hasOwn(commands, upper) ? commands[upper] : undefined;
  if (!setting.session.authenticated && !beforeAuth.includes(upper)) return noAuth;
  return command ? command(args, setting) : unknown(name);
}
