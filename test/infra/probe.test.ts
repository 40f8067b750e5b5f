import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";

// The canary's own files, which CloudWatch Synthetics loads as CommonJS.
const { codeOf, enrolled } = createRequire(import.meta.url)("../../infra/probe/second-factor.cjs");

const secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"; // "12345678901234567890", of RFC 6238's appendix B

describe("the synthetic user's second factor", () => {
  it.each([
    [59, "287082"],
    [1_111_111_109, "081804"],
    [1_234_567_890, "005924"],
    [20_000_000_000, "353130"],
  ])("is at %i s what RFC 6238 says", (seconds, code) => {
    expect(codeOf(secret, seconds * 1000)).toBe(code);
  });

  const credentials = { email: "probe@chat.example.com", password: "secret" };

  /** A pool that wants an authenticator and, once it has verified one, asks for its code. */
  function pool({ verified = false, cutOffAt = "" } = {}) {
    const kept: object[] = [];
    const calls: string[] = [];
    const step = (name: string) => {
      calls.push(name);
      if (name === cutOffAt) throw new Error("cut off");
    };
    const cognito = {
      adminInitiateAuth: async () => ({
        ChallengeName: verified ? "SOFTWARE_TOKEN_MFA" : "MFA_SETUP",
        Session: "1",
      }),
      associateSoftwareToken: async () => ({ SecretCode: secret, Session: "2" }),
      verifySoftwareToken: async ({ UserCode }: { UserCode: string }) => {
        step("verify");
        expect(UserCode).toBe("287082");
        verified = true;
        return { Session: "3" };
      },
      adminRespondToAuthChallenge: async () => step("respond"),
    };
    const keep = async (all: object) => {
      kept.push(all);
    };
    return { kept, calls, around: { cognito, keep, userPoolId: "p", clientId: "c", now: () => 59_000 } };
  }

  it("is kept before it counts, and set up once", async () => {
    const { kept, calls, around } = pool();
    const all = await enrolled(credentials, around);
    expect(kept[0]).toEqual({ ...credentials, totp: secret });
    expect(all).toEqual({ ...credentials, totp: secret, enrolled: true });
    await enrolled(all, around);
    expect(calls).toEqual(["verify", "respond"]);
  });

  it("is taken up by the next run when one is cut off after Cognito has it", async () => {
    const { kept, around } = pool({ cutOffAt: "respond" });
    await expect(enrolled(credentials, around)).rejects.toThrow("cut off");
    await expect(enrolled(kept.at(-1), around)).resolves.toMatchObject({ totp: secret, enrolled: true });
  });

  it("says what to do when Cognito has one that nobody kept", async () => {
    const { around } = pool({ verified: true });
    await expect(enrolled(credentials, around)).rejects.toThrow("delete the user and deploy again");
  });
});

describe("the synthetic user, when it meets 503,", () => {
  const { maintenanceUntil } = createRequire(import.meta.url)("../../infra/probe/synthetic-user.cjs");
  const now = Date.parse("2026-11-22T09:00:00Z");
  const meets = (status: number, content: string) =>
    maintenanceUntil(
      { goto: async () => ({ status: () => status }), evaluate: async () => content },
      { now },
    );

  it("knows the maintenance page, until the time that stands on it", async () => {
    expect(await meets(503, "2026-11-22T09:12Z")).toBe("2026-11-22T09:12Z");
  });

  it.each([
    ["a page that is up for longer than it said", 503, "2026-11-22T08:59Z"],
    ["a page that does not say until when", 503, ""],
    ["what serves", 200, "2026-11-22T09:12Z"],
  ])("takes %s for no maintenance", async (_, status, content) => {
    expect(await meets(status, content)).toBeUndefined();
  });
});
