import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { withoutSecrets } from "./secret-shapes.ts";

const word = fc.stringMatching(/^[A-Za-z0-9]{12,24}$/);
/** Values of secrets as they lie about, each with what must not be left of it. */
const secrets = fc.oneof(
  word.map((value) => ({ value, holds: `rediss://default:${value}@cache.example.com:6379/0` })),
  word.map((value) => ({ value, holds: JSON.stringify({ username: "webui_1", password: value }) })),
  word.map((value) => ({ value, holds: JSON.stringify(JSON.stringify({ client_secret: value })) })),
  fc.stringMatching(/^[A-Z0-9]{16}$/).map((value) => ({ value, holds: `AKIA${value}` })),
  word.map((value) => ({ value, holds: `-----BEGIN RSA PRIVATE KEY-----\n${value}` })),
  word.map((value) => ({ value, holds: `https://hooks.slack.com/services/T0/B0/${value}` })),
);
/** JSON as a configuration has it, with a hole in which anything may stand. */
const around = fc.oneof(
  fc.constant((hole: unknown) => hole),
  fc.string().map((key) => (hole: unknown) => ({ parameters: { [key]: { type: "String", value: hole } } })),
  fc
    .array(fc.integer())
    .map((before) => (hole: unknown) => ({ machines: [...before, { definition: hole }] })),
);

describe("a document of the configuration", () => {
  test("never holds the value of a secret, wherever it stood", () => {
    fc.assert(
      fc.property(secrets, around, ({ value, holds }, place) => {
        const { content, places } = withoutSecrets(place(holds));
        expect(JSON.stringify(content)).not.toContain(value);
        expect(places).toHaveLength(1);
        expect(withoutSecrets(content)).toEqual({ content, places: [] });
      }),
    );
  });

  test("never holds the plain value of a variable that is named like a secret", () => {
    fc.assert(
      fc.property(
        word,
        fc.constantFrom("WEBUI_SECRET_KEY", "DATABASE_PASSWORD", "OPENAI_API_KEY", "GH_TOKEN"),
        (value, name) => {
          const { content } = withoutSecrets({ environment: [{ name, value }] });
          expect(JSON.stringify(content)).not.toContain(value);
        },
      ),
    );
  });

  test("keeps what names a secret, and all that is none", () => {
    const whole = {
      platform: {
        adminSecret: "signalbox-production/database-admin",
        cacheSecret: "signalbox-production/cache-url",
      },
      environment: [
        { name: "ENABLE_API_KEY", value: "true" },
        { name: "WEBUI_URL", value: "https://chat.example.com" },
        { name: "FORWARDED_ALLOW_IPS", value: "*" },
      ],
      secrets: [
        { name: "WEBUI_SECRET_KEY", valueFrom: "arn:aws:secretsmanager:us-east-1:1:secret:s-abcdef" },
      ],
      definition: '{"TimeoutSeconds":60,"token":"{% $states.context.Task.Token %}"}',
    };
    expect(withoutSecrets(whole)).toEqual({ content: whole, places: [] });
  });
});
