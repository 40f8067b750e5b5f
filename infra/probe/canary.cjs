// Entry of the canary: CloudWatch Synthetics runs `handler`, and measures each of its steps.
const { CognitoIdentityProvider } = require("@aws-sdk/client-cognito-identity-provider");
const { SecretsManager } = require("@aws-sdk/client-secrets-manager");
const synthetics = require("@aws/synthetics-puppeteer");
const { codeOf, enrolled } = require("./second-factor.cjs");
const { chat, logIn, maintenanceUntil } = require("./synthetic-user.cjs");

exports.handler = async () => {
  const { URL: url, LOGIN: login, SECRET_ARN: SecretId, CHAT, USER_POOL_ID, CLIENT_ID } = process.env;
  // Logs and recordings are kept: no password or token may be in them, so no screen is recorded and no body.
  synthetics.getConfiguration().setConfig({
    screenshotOnStepStart: false,
    screenshotOnStepSuccess: false,
    screenshotOnStepFailure: false,
    harFile: false,
    restrictedHeaders: ["authorization", "cookie", "set-cookie"],
  });
  const secrets = new SecretsManager();
  const { SecretString } = await secrets.getSecretValue({ SecretId });
  let credentials = JSON.parse(SecretString);
  if (USER_POOL_ID)
    credentials = await enrolled(credentials, {
      cognito: new CognitoIdentityProvider(),
      keep: (all) => secrets.putSecretValue({ SecretId, SecretString: JSON.stringify(all) }),
      userPoolId: USER_POOL_ID,
      clientId: CLIENT_ID,
      now: Date.now,
    });
  const { email, password, totp } = credentials;
  const code = totp && (() => codeOf(totp, Date.now()));
  const page = await synthetics.getPage();
  const until = await synthetics.executeStep("maintenance", () =>
    maintenanceUntil(page, { url, now: Date.now() }),
  );
  // Told as such, and no reason to wake anybody.
  if (until) return `the maintenance page is up until ${until}`;
  let token;
  await synthetics.executeStep("login", async () => {
    token = await logIn(page, { url, login, email, password, code });
  });
  if (CHAT === "true") await synthetics.executeStep("chat", () => chat(page, { token }));
};
