import fc from "fast-check";
import { expect, test } from "vitest";
import { filterOf } from "./filter.ts";

test.each([
  ["", "anything", true],
  ["ERROR", "[ERROR 400] BAD REQUEST", true],
  ["ERROR", "error", false],
  ["ERROR REQUEST", "BAD REQUEST: ERROR", true],
  ["ERROR MISSING", "BAD REQUEST: ERROR", false],
  ["?ERROR ?WARN", "WARN: low", true],
  ["?ERROR ?WARN", "INFO: low", false],
  ["ERROR -EXIT", "ERROR at EXIT", false],
  ["ERROR -EXIT", "ERROR at start", true],
  ["-EXIT", "start", true],
  ["INFO ?ERROR", "INFO", true],
  ['"INTERNAL SERVER ERROR"', "500 INTERNAL SERVER ERROR", true],
  ['"INTERNAL SERVER ERROR"', "500 SERVER INTERNAL ERROR", false],
  ['"say \\"hi\\""', 'they say "hi"', true],
  ['-"not this" that', "that, not this", false],
  ["%^[45]\\d\\d %", "503 Unavailable", true],
  ["%^[45]\\d\\d %", "200 OK", false],
])("the terms %s on %s: %s", (pattern, message, expected) => {
  expect(filterOf(pattern)(message)).toBe(expected);
});

const message = JSON.stringify({
  level: "ERROR",
  status: 503,
  ok: false,
  none: null,
  user: { "first-name": "Ada", roles: ["admin", "dev"] },
  "odd key": 1,
  path: "/api/v1/chat",
});

test.each([
  ['{ $.level = "ERROR" }', true],
  ["{ $.level = ERROR }", true],
  ['{ $.level != "ERROR" }', false],
  ['{ $.absent != "ERROR" }', false],
  ['{ $.path = "/api/*" }', true],
  ['{ $.path = "/v1/*" }', false],
  ["{ $.path = %v[12]/chat$% }", true],
  ["{ $.status >= 500 }", true],
  ["{ $.status < 500 }", false],
  ["{ $.status = 503 }", true],
  ["{ $.level > 1 }", false],
  ["{ $.ok IS FALSE }", true],
  ["{ $.ok IS TRUE }", false],
  ["{ $.none IS NULL }", true],
  ["{ $.absent IS NULL }", false],
  ["{ $.absent NOT EXISTS }", true],
  ["{ $.none NOT EXISTS }", false],
  ['{ $.user.first-name = "Ada" }', true],
  ['{ $.user.roles[1] = "dev" }', true],
  ['{ $.user.roles[*] = "dev" }', true],
  ['{ $.user.roles[0] = "dev" }', false],
  ['{ $["odd key"] = 1 }', true],
  ['{ $.level = "INFO" || $.status = 503 && $.ok IS FALSE }', true],
  ['{ ($.level = "INFO" || $.status = 503) && $.ok IS TRUE }', false],
])("the condition %s on a message of JSON: %s", (pattern, expected) => {
  expect(filterOf(pattern)(message)).toBe(expected);
});

test("a condition lets through no message that is not JSON", () => {
  expect(filterOf("{ $.a NOT EXISTS }")("plain text")).toBe(false);
});

test.each([
  "{ $.a }",
  "{ $.a = }",
  "{ $.a > big }",
  "{ $.a = 1 && }",
  "{ ($.a = 1 }",
  "{ $.a = 1",
  "{ a = 1 }",
  '"open',
  "%(%",
])("%s is no pattern", (pattern) => {
  expect(() => filterOf(pattern)("x")).toThrow("Invalid filter pattern");
});

test("fields between spaces are refused by name", () => {
  expect(() => filterOf("[ip, user, status = 5*]")).toThrow(
    "does not implement patterns of space-delimited fields",
  );
});

test("any text is a pattern or is refused with AWS's error, and a quoted one finds itself", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        filterOf(text)("message");
      } catch (error) {
        expect(["InvalidParameterException", "NotImplementedException"]).toContain(Object(error).name);
      }
      const quoted = `"${text.replaceAll(/["\\]/g, "\\$&")}"`;
      expect(filterOf(quoted)(`before ${text} after`)).toBe(true);
    }),
  );
});
