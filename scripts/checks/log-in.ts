import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { z } from "zod";
import { askJson } from "./ask.ts";

/** Of infra/probe, which CloudWatch Synthetics loads as CommonJS: the same login, by the same steps. */
interface SyntheticUser {
  logIn(
    page: Page,
    how: { url: string; login: "cognito"; code: (() => string) | undefined } & Credentials,
  ): Promise<string>;
}
interface SecondFactor {
  codeOf(secret: string, now: number): string;
}

export interface Credentials {
  readonly email: string;
  readonly password: string;
}

const Config = z.object({ oauth: z.object({ providers: z.record(z.string(), z.unknown()) }).optional() });
const Session = z.object({ token: z.string().min(1) });

/**
 * The token of a session: through the identity provider's page in a browser where the application names one, else through its
 * own form's API. `totp` is the second factor's secret in base 32, where there is one.
 */
export async function logIn(url: URL, user: Credentials, totp: string | undefined): Promise<string> {
  const { oauth } = await askJson(new URL("/api/config", url), Config);
  if (oauth === undefined || Object.keys(oauth.providers).length === 0)
    return (await askJson(new URL("/api/v1/auths/signin", url), Session, { body: user })).token;
  const require = createRequire(import.meta.url);
  const synthetic: SyntheticUser = require("../../infra/probe/synthetic-user.cjs");
  const { codeOf }: SecondFactor = require("../../infra/probe/second-factor.cjs");
  const { launch } = await import("../chromium.ts"); // only where it is needed: it takes longer to load than the rest to run
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const code = totp === undefined ? undefined : () => codeOf(totp, Date.now());
    return await synthetic.logIn(page, { url: url.origin, login: "cognito", ...user, code });
  } finally {
    await browser.close();
  }
}
