// The synthetic user's second factor, where Cognito wants one of everybody.
const { createHmac } = require("node:crypto");

const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** The code of six digits for this moment (ms), https://www.rfc-editor.org/rfc/rfc6238; `secret` is in base 32. */
function codeOf(secret, now) {
  const bits = [...secret.replaceAll("=", "").toUpperCase()]
    .map((letter) => letters.indexOf(letter).toString(2).padStart(5, "0"))
    .join("");
  const key = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(now / 30_000)));
  const hash = createHmac("sha1", key).update(counter).digest();
  const start = hash[19] & 15;
  return String((hash.readUInt32BE(start) & 0x7fffffff) % 1_000_000).padStart(6, "0");
}

/**
 * Gives the user an authenticator if it has none, and returns the credentials with its secret. Kept before it counts: a run
 * that is cut off in between leaves nothing that the next cannot go on from.
 */
async function enrolled(credentials, { cognito, keep, userPoolId, clientId, now }) {
  if (credentials.enrolled) return credentials;
  const { email, password } = credentials;
  const asked = await cognito.adminInitiateAuth({
    UserPoolId: userPoolId,
    ClientId: clientId,
    AuthFlow: "ADMIN_USER_PASSWORD_AUTH",
    AuthParameters: { USERNAME: email, PASSWORD: password },
  });
  let { totp } = credentials;
  if (asked.ChallengeName === "MFA_SETUP") {
    const given = await cognito.associateSoftwareToken({ Session: asked.Session });
    totp = given.SecretCode;
    await keep({ ...credentials, totp });
    const verified = await cognito.verifySoftwareToken({
      Session: given.Session,
      UserCode: codeOf(totp, now()),
    });
    await cognito.adminRespondToAuthChallenge({
      UserPoolId: userPoolId,
      ClientId: clientId,
      ChallengeName: "MFA_SETUP",
      ChallengeResponses: { USERNAME: email },
      Session: verified.Session,
    });
  } else if (totp === undefined)
    throw new Error(
      `${email} has an authenticator whose secret nobody kept: delete the user and deploy again`,
    );
  const all = { ...credentials, totp, enrolled: true };
  await keep(all);
  return all;
}

module.exports = { codeOf, enrolled };
