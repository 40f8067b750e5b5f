/** An answer of Redis, before its protocol is known. */
export type Reply =
  | { readonly kind: "simple" | "error" | "bulk"; readonly text: string }
  | { readonly kind: "integer"; readonly value: number }
  | { readonly kind: "array"; readonly items: readonly Reply[] }
  | { readonly kind: "map"; readonly pairs: readonly (readonly [Reply, Reply])[] };

/** Of the two protocols that Redis speaks, https://redis.io/docs/latest/develop/reference/protocol-spec/ */
export type Protocol = 2 | 3;

export function encode(reply: Reply, protocol: Protocol): string {
  switch (reply.kind) {
    case "simple":
      return `+${reply.text}\r\n`;
    case "error":
      return `-${reply.text}\r\n`;
    case "bulk":
      return `$${Buffer.byteLength(reply.text)}\r\n${reply.text}\r\n`;
    case "integer":
      return `:${reply.value}\r\n`;
    case "array":
      return `*${reply.items.length}\r\n${reply.items.map((item) => encode(item, protocol)).join("")}`;
    case "map": {
      // Protocol 2 has no maps: keys and values take turns.
      const head = protocol === 3 ? `%${reply.pairs.length}` : `*${reply.pairs.length * 2}`;
      return `${head}\r\n${reply.pairs
        .flat()
        .map((item) => encode(item, protocol))
        .join("")}`;
    }
  }
}

/** Thrown for bytes that are no command; what follows them cannot be understood either. */
export class ProtocolError extends Error {}

/**
 * Takes the commands off the front of what has arrived; `rest` is the beginning of one that is not whole yet. Throws
 * ProtocolError.
 */
export function decodeCommands(bytes: Buffer): { commands: string[][]; rest: Buffer } {
  const commands: string[][] = [];
  let at = 0;
  for (;;) {
    const read = decodeCommand(bytes, at);
    if (!read) return { commands, rest: bytes.subarray(at) };
    commands.push(read.command);
    at = read.end;
  }
}

function decodeCommand(bytes: Buffer, start: number): { command: string[]; end: number } | undefined {
  const count = lengthAt(bytes, start, "*");
  if (!count) return undefined;
  const command: string[] = [];
  let at = count.end;
  for (let index = 0; index < count.value; index++) {
    const length = lengthAt(bytes, at, "$");
    if (!length || bytes.length < length.end + length.value + 2) return undefined;
    command.push(bytes.toString("utf8", length.end, length.end + length.value));
    at = length.end + length.value + 2;
  }
  return { command, end: at };
}

function lengthAt(bytes: Buffer, at: number, sign: string): { value: number; end: number } | undefined {
  if (at >= bytes.length) return undefined;
  const line = bytes.indexOf("\r\n", at);
  const text = bytes.toString("latin1", at, line < 0 ? bytes.length : line);
  if (!text.startsWith(sign)) throw new ProtocolError(`expected '${sign}', got '${text.slice(0, 1)}'`);
  if (line < 0) return undefined;
  const value = Number(text.slice(1));
  if (!Number.isInteger(value) || value < 0 || value > 1_000_000)
    throw new ProtocolError(`invalid length ${text.slice(1)}`);
  return { value, end: line + 2 };
}
