// What the synthetic user does with a page of a browser, Puppeteer's or Playwright's. CloudWatch Synthetics loads this file
// as it is, so it is CommonJS and needs nothing.

/** What a person may wait for; a page that takes longer has failed. */
const patience = 30_000;

/** Named otherwise on Cognito's managed page than on the older one; both tell the browser what it is for. */
const codeInput = 'input[autocomplete="one-time-code"], input[name="authentication_code"]';

/**
 * Logs in and returns the token of the session. With `login: "cognito"` through the page of Cognito, as every user;
 * with `login: "local"` through Open WebUI's own API. `code` gives the second factor, where there is one.
 */
async function logIn(page, { url, login, email, password, code }) {
  if (login === "local") {
    await page.goto(`${url}/auth`, { timeout: patience });
    const { token } = await post(page, "/api/v1/auths/signin", { email, password });
    if (!token) throw new Error("signing in gave no token");
    return token;
  }
  await page.goto(`${url}/oauth/oidc/login`, { timeout: patience });
  await fill(page, 'input[name="username"]', email);
  // Managed login asks for the password on a second page, the older one on the same.
  if ((await page.$('input[name="password"]')) === null) await page.keyboard.press("Enter");
  await fill(page, 'input[name="password"]', password);
  await page.keyboard.press("Enter");
  if (code) {
    await fill(page, codeInput, code());
    await page.keyboard.press("Enter");
  }
  await page.waitForFunction(
    (origin) => location.origin === origin && localStorage.getItem("token"),
    ...waiting(page, url),
  );
  return page.evaluate(() => localStorage.getItem("token"));
}

/**
 * Until when the maintenance page is expected, where it is shown and that is not over yet. One that is up for longer is an
 * outage like any other, and the login fails on it.
 */
async function maintenanceUntil(page, { url, now }) {
  const answer = await page.goto(url, { timeout: patience });
  if (answer?.status() !== 503) return undefined;
  const until = await page.evaluate(
    () => document.querySelector('meta[name="signalbox-maintenance"]')?.getAttribute("content") ?? "",
  );
  return Date.parse(until) > now ? until : undefined;
}

/** Asks the first model of the list and returns its answer, which is never empty. */
async function chat(page, { token }) {
  const asked = await firstModel(page, token);
  const { choices } = await post(
    page,
    "/api/chat/completions",
    { model: asked, stream: false, messages: [{ role: "user", content: "Answer with the word ready." }] },
    token,
  );
  const answer = choices?.[0]?.message?.content;
  if (!answer) throw new Error(`${asked} gave no answer`);
  return answer;
}

async function firstModel(page, token) {
  const { data } = await request(page, { method: "GET", path: "/api/models", token });
  const id = data?.[0]?.id;
  if (!id) throw new Error("no model is offered");
  return id;
}

const post = (page, path, body, token) => request(page, { method: "POST", path, body, token });

/** From within the page, so that cookies and the browser's rules apply. */
async function request(page, wanted) {
  const { status, text } = await page.evaluate(async ({ method, path, body, token }) => {
    const response = await fetch(path, {
      method,
      headers: { "content-type": "application/json", ...(token && { authorization: `Bearer ${token}` }) },
      ...(body && { body: JSON.stringify(body) }),
    });
    return { status: response.status, text: await response.text() };
  }, wanted);
  if (status !== 200) throw new Error(`${wanted.path} answered ${status}`);
  try {
    return JSON.parse(text);
  } catch {
    throw new Error(`${wanted.path} answered with no JSON`);
  }
}

async function fill(page, selector, value) {
  const input = await page.waitForSelector(selector, { timeout: patience });
  await input.type(value);
}

/** Puppeteer takes the options before the arguments, Playwright after the one argument that it takes. */
const waiting = (page, argument) =>
  typeof page.waitForLoadState === "function"
    ? [argument, { timeout: patience }]
    : [{ timeout: patience }, argument];

module.exports = { logIn, chat, maintenanceUntil };
