import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launch } from "../../scripts/chromium.ts";

// The canary's own file, which CloudWatch Synthetics loads as CommonJS.
const { chat, logIn } = createRequire(import.meta.url)("../../infra/probe/synthetic-user.cjs");

const html = (body: string) => `<!doctype html><meta charset="utf-8">${body}`;
const asks = (action: string, name: string, more = "") =>
  html(`<form action="${action}"><input name="${name}" ${more}></form>`);

/** Cognito's managed login, page after page, and of Open WebUI what the synthetic user meets. */
function pages(path: string, query: URLSearchParams, origin: string): { body: string; location?: string } {
  switch (path) {
    case "/oauth/oidc/login":
      return { body: "", location: `${origin.replace("127.0.0.1", "localhost")}/login` };
    case "/login":
      return { body: asks("/password", "username") };
    case "/password":
      return { body: asks("/mfa", "password", 'type="password"') };
    case "/mfa":
      return {
        body:
          query.get("password") === "right"
            ? asks("/callback", "code", 'autocomplete="one-time-code"')
            : html("Incorrect username or password."),
      };
    case "/callback":
      return { body: "", location: `${origin}/?token=${query.get("code")}` };
    default:
      return {
        body: html(
          '<script>localStorage.setItem("token", new URL(location).searchParams.get("token"))</script>',
        ),
      };
  }
}

describe("the synthetic user", () => {
  let browser: Browser;
  let server: Server;
  let url = "";
  let answers: Record<string, unknown> = {};

  beforeAll(async () => {
    browser = await launch();
    server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? "/", url);
      if (pathname.startsWith("/api/")) {
        const known = request.headers.authorization === "Bearer 123456" || pathname.endsWith("/signin");
        const answer = answers[pathname];
        response.writeHead(known && answer ? 200 : 401).end(JSON.stringify(answer ?? {}));
        return;
      }
      const { body, location } = pages(pathname, searchParams, url);
      response
        .writeHead(location ? 302 : 200, { "content-type": "text/html", ...(location && { location }) })
        .end(body);
    }).listen(0);
    await once(server, "listening");
    const { port } = server.address() as AddressInfo; // of a TCP server it is never a path
    url = `http://127.0.0.1:${port}`;
  });
  afterAll(async () => {
    await browser.close();
    server.close();
  });

  const withPage = async <Answer>(use: (page: Page) => Promise<Answer>): Promise<Answer> => {
    const context = await browser.newContext();
    try {
      return await use(await context.newPage());
    } finally {
      await context.close();
    }
  };
  const user = { email: "probe@chat.example.com", password: "right" };

  it("logs in through name, password and code, each on a page of another host", async () => {
    const token = await withPage((page) =>
      logIn(page, { url, login: "cognito", ...user, code: () => "123456" }),
    );
    expect(token).toBe("123456");
  });

  it("asks the first model, and wants an answer with something in it", async () => {
    answers = {
      "/api/v1/auths/signin": { token: "123456" },
      "/api/models": { data: [{ id: "llama" }, { id: "other" }] },
      "/api/chat/completions": { choices: [{ message: { content: "ready" } }] },
    };
    const talk = () =>
      withPage(async (page) => {
        const token = await logIn(page, { url, login: "local", ...user });
        return await chat(page, { token });
      });
    await expect(talk()).resolves.toBe("ready");
    answers["/api/chat/completions"] = { choices: [{ message: { content: "" } }] };
    await expect(talk()).rejects.toThrow("llama gave no answer");
    answers["/api/models"] = { data: [] };
    await expect(talk()).rejects.toThrow("no model is offered");
    answers["/api/v1/auths/signin"] = undefined;
    await expect(talk()).rejects.toThrow("/api/v1/auths/signin answered 401");
  });
});
