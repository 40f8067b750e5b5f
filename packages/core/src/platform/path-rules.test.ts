import fc from "fast-check";
import { expect, it } from "vitest";
import { previewNeeds, previewPattern } from "../release/preview.ts";
import { matchesWildcard } from "../workflow/statement.ts";
import { pathRules, split } from "./path-rules.ts";

const path = fc
  .array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 4 })
  .chain((parts) => fc.constantFrom(`/${parts.join("/")}`, `/${parts.join("/")}/*`));
const services = fc.dictionary(
  fc.constantFrom("web", "auth", "chat", "files"),
  fc.uniqueArray(path, { minLength: 1, maxLength: 20 }),
);

/** What a load balancer does: the first rule that matches. */
const served = (rules: ReturnType<typeof pathRules>, asked: string): string | undefined =>
  rules.find(({ paths }) => paths.some((pattern) => matchesWildcard(pattern, asked)))?.service;

it("keeps every rule within the load balancer's values and wildcards, whatever the paths", () => {
  fc.assert(
    fc.property(services, fc.integer({ min: 0, max: 1 }), (wanted, reserved) => {
      for (const { paths } of pathRules(wanted, reserved)) {
        expect(paths.length).toBeLessThanOrEqual(5 - reserved);
        expect(paths.join("").replaceAll(/[^*?]/g, "").length).toBeLessThanOrEqual(5);
      }
    }),
  );
});

it("splits any rule into at most two that have room for the preview's cookie, with the same paths in the same order", () => {
  fc.assert(
    fc.property(services, (wanted) => {
      for (const { paths } of pathRules(wanted)) {
        const parts = split(paths, previewNeeds);
        expect(parts.flat()).toEqual(paths);
        expect(parts.length).toBeLessThanOrEqual(2);
        for (const part of parts) {
          const condition = [...part, previewPattern];
          expect(condition.length).toBeLessThanOrEqual(5);
          expect(condition.join("").replaceAll(/[^*?]/g, "").length).toBeLessThanOrEqual(5);
        }
      }
    }),
  );
});

it("gives each request to the service with the longest pattern", () => {
  fc.assert(
    fc.property(services, path, (wanted, asked) => {
      const rules = pathRules(wanted);
      const matching = Object.entries(wanted)
        .flatMap(([service, paths]) => paths.map((pattern) => ({ service, pattern })))
        .filter(({ pattern }) => matchesWildcard(pattern, asked))
        .toSorted(
          (one, two) => two.pattern.replaceAll("*", "").length - one.pattern.replaceAll("*", "").length,
        );
      const [longest, next] = matching;
      if (longest === undefined) return;
      // Of two as long as each other, either may have it.
      if (next && next.pattern.replaceAll("*", "").length === longest.pattern.replaceAll("*", "").length)
        return;
      expect(served(rules, asked)).toBe(longest.service);
    }),
  );
});

it("splits a long list, the most specific first, and leaves the page for what nobody else takes", () => {
  const chat = ["/ws/*", "/api/chat/*", "/api/v1/chats/*", "/ollama/*", "/openai/*", "/api/message"];
  expect(pathRules({ web: ["/*"], chat })).toEqual([
    { service: "chat", paths: ["/api/v1/chats/*", "/api/message", "/api/chat/*", "/ollama/*", "/openai/*"] },
    { service: "chat", paths: ["/ws/*"] },
    { service: "web", paths: ["/*"] },
  ]);
});

it("gives a service one more rule where another one's path lies between its own", () => {
  expect(pathRules({ one: ["/aaaa/bbbb/*", "/a*"], two: ["/aaaa/b*"] })).toEqual([
    { service: "one", paths: ["/aaaa/bbbb/*"] },
    { service: "two", paths: ["/aaaa/b*"] },
    { service: "one", paths: ["/a*"] },
  ]);
});
