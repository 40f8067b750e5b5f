/** Concern one connection, not the message (RFC 9110 7.6.1); a proxy does not pass them on. */
const hopByHop = new Set([
  "connection",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** Header fields as name, value, name, value …, without those of the connection; repeated ones stay repeated. */
export const endToEnd = (raw: readonly string[]): string[] =>
  raw.flatMap((name, at) =>
    at % 2 === 0 && !hopByHop.has(name.toLowerCase()) ? [name, raw[at + 1] ?? ""] : [],
  );
