// Entry of the canary: CloudWatch Synthetics runs `handler`, and measures each of its steps.
const { SecretsManager } = require("@aws-sdk/client-secrets-manager");
const synthetics = require("@aws/synthetics-puppeteer");
const { chat, logIn } = require("./synthetic-user.cjs");

exports.handler = async () => {
  const { URL: url, LOGIN: login, SECRET_ARN: SecretId, MODEL: model, CHAT } = process.env;
  // Logs and recordings are kept: no password or token may be in them, so no screen is recorded and no body.
  synthetics.getConfiguration().setConfig({
    screenshotOnStepStart: false,
    screenshotOnStepSuccess: false,
    screenshotOnStepFailure: false,
    harFile: false,
    restrictedHeaders: ["authorization", "cookie", "set-cookie"],
  });
  const { SecretString } = await new SecretsManager().getSecretValue({ SecretId });
  const { email, password } = JSON.parse(SecretString);
  const page = await synthetics.getPage();
  let token;
  await synthetics.executeStep("login", async () => {
    token = await logIn(page, { url, login, email, password });
  });
  if (CHAT === "true") await synthetics.executeStep("chat", () => chat(page, { token, model }));
};
