import { expect, test } from "vitest";
import { checkHost, checkOrigin } from "./origin.ts";

const headers = (host: string, origin?: string) => ({ headers: { host, ...(origin && { origin }) } });

test.each(["127.0.0.1:4566", "localhost:4566", "[::1]:4566"])("%s is this machine", (host) => {
  expect(() => checkHost(headers(host))).not.toThrow();
});

test.each(["evil.example:4566", "127.0.0.1.evil.example", ""])("the host %s is refused", (host) => {
  expect(() => checkHost(headers(host))).toThrow("not for requests");
});

test("tools send no origin and the page its own; every other origin is refused", () => {
  expect(() => checkOrigin(headers("127.0.0.1:4566"))).not.toThrow();
  expect(() => checkOrigin(headers("127.0.0.1:4566", "http://127.0.0.1:4566"))).not.toThrow();
  for (const origin of ["http://127.0.0.1:4567", "https://127.0.0.1:4566", "http://evil.example", "null"])
    expect(() => checkOrigin(headers("127.0.0.1:4566", origin))).toThrow("other origins");
});
