import type { RuleCondition } from "@aws-sdk/client-elastic-load-balancing-v2";
import { expect, test } from "vitest";
import { compileConditions } from "./conditions.ts";

const holds = (conditions: RuleCondition[], path: string, host = "chat.example.com:8080"): boolean =>
  compileConditions("CreateRule", conditions).every((condition) =>
    condition({ method: "GET", path, host, headers: {} }),
  );

const paths = (...Values: string[]): RuleCondition[] => [{ Field: "path-pattern", Values }];
const hosts = (...Values: string[]): RuleCondition[] => [
  { Field: "host-header", HostHeaderConfig: { Values } },
];

test("a star is any run of characters, a question mark just one, and nothing else is special", () => {
  expect(holds(paths("/api/*"), "/api/chat/completions")).toBe(true);
  expect(holds(paths("/api/*"), "/api")).toBe(false);
  expect(holds(paths("/v?/chat"), "/v1/chat")).toBe(true);
  expect(holds(paths("/v?/chat"), "/v10/chat")).toBe(false);
  expect(holds(paths("/a.b+(c)"), "/a.b+(c)")).toBe(true);
  expect(holds(paths("/a.b"), "/axb")).toBe(false);
});

test("paths are compared with case and without the query, hosts without case and without the port", () => {
  expect(holds(paths("/chat"), "/chat?model=a")).toBe(true);
  expect(holds(paths("/chat"), "/Chat")).toBe(false);
  expect(holds(hosts("Chat.example.COM"), "/")).toBe(true);
  expect(holds(hosts("*.example.org"), "/")).toBe(false);
});

test("one of a condition's values is enough, but every condition must hold", () => {
  expect(holds(paths("/a", "/b"), "/b")).toBe(true);
  expect(holds([...paths("/a"), ...hosts("other.example.com")], "/a")).toBe(false);
});

test("more than five values, a value too long, or none is refused", () => {
  expect(() => holds(paths("/1", "/2", "/3", "/4", "/5", "/6"), "/")).toThrow(/maximum of 5/);
  expect(() => holds(paths(`/${"x".repeat(128)}`), "/")).toThrow(/limit is '128'/);
  expect(() => holds(paths(), "/")).toThrow(/must be specified/);
});

const asks = (conditions: RuleCondition[], change: object): boolean =>
  compileConditions("CreateRule", conditions).every((condition) =>
    condition({ method: "GET", path: "/", host: "a", headers: {}, ...change }),
  );

test("a header is compared without case and with wildcards; one that is absent matches nothing", () => {
  const canary = [{ Field: "http-header", HttpHeaderConfig: { HttpHeaderName: "X-Canary", Values: ["y*"] } }];
  expect(asks(canary, { headers: { "x-canary": "Yes" } })).toBe(true);
  expect(asks(canary, { headers: { "x-canary": "no" } })).toBe(false);
  expect(asks([{ ...canary[0], HttpHeaderConfig: { HttpHeaderName: "X-Canary", Values: ["*"] } }], {})).toBe(
    false,
  );
});

test("a query is matched by key and value or by value alone, decoded and without case", () => {
  const query = (...Values: object[]) => [{ Field: "query-string", QueryStringConfig: { Values } }];
  expect(asks(query({ Key: "version", Value: "v?" }), { path: "/?a=b&Version=V2" })).toBe(true);
  expect(asks(query({ Key: "version", Value: "v1" }), { path: "/?other=v1" })).toBe(false);
  expect(asks(query({ Value: "two words" }), { path: "/?x=two%20words" })).toBe(true);
  expect(asks(query({ Value: "*" }), { path: "/" })).toBe(false);
});

test("methods are compared with case, addresses by their block", () => {
  const method = [{ Field: "http-request-method", HttpRequestMethodConfig: { Values: ["POST", "PUT"] } }];
  expect([asks(method, { method: "PUT" }), asks(method, { method: "GET" })]).toEqual([true, false]);
  const source = [{ Field: "source-ip", SourceIpConfig: { Values: ["10.1.0.0/16", "2001:db8::/32"] } }];
  expect(["10.1.200.3", "10.2.0.1", "2001:db8::1"].map((sourceIp) => asks(source, { sourceIp }))).toEqual([
    true,
    false,
    true,
  ]);
});

test.each([
  [
    "a header without a name",
    { Field: "http-header", HttpHeaderConfig: { Values: ["a"] } },
    /valid header name/,
  ],
  ["no block", { Field: "source-ip", SourceIpConfig: { Values: ["10.0.0.1"] } }, /not a valid CIDR/],
  [
    "a method in small letters",
    { Field: "http-request-method", HttpRequestMethodConfig: { Values: ["get"] } },
    /capital letters/,
  ],
  ["a method as plain value", { Field: "http-request-method", Values: ["GET"] }, /has a config of its own/],
  ["six wildcards", { Field: "path-pattern", Values: ["/*/*/*/*/*/*"] }, /maximum of 5 condition wildcards/],
  ["an expression", { Field: "path-pattern", PathPatternConfig: { RegexValues: ["^/a"] } }, /RegexValues/],
  ["another field", { Field: "port" }, /the condition field port/],
])("%s is refused", (_, condition, message) => {
  expect(() => asks([condition], {})).toThrow(message);
});

test("only headers and queries may be asked for more than once in a rule", () => {
  const header = (HttpHeaderName: string) => ({
    Field: "http-header",
    HttpHeaderConfig: { HttpHeaderName, Values: ["1"] },
  });
  expect(asks([header("a"), header("b")], { headers: { a: "1", b: "1" } })).toBe(true);
  expect(asks([header("a"), header("b")], { headers: { a: "1" } })).toBe(false);
  expect(() => holds([...paths("/a"), ...paths("/b")], "/a")).toThrow(/only one condition/);
});
