/**
 * `PROBE_EMAIL=… PROBE_PASSWORD=… npm run check:smoke -- <url>`: logs in as a user and chats with the first model, reading
 * its answer as it streams. PROBE_TOTP is the secret of the second factor, where the user has one. Exits with 1 and the reason
 * when either does not go through.
 */
import { urlAndNumbers } from "./arguments.ts";
import { chat } from "./chat.ts";
import { logIn } from "./log-in.ts";

const usage = "PROBE_EMAIL=… PROBE_PASSWORD=… npm run check:smoke -- <url>";
const { url } = urlAndNumbers(usage, {});
const { PROBE_EMAIL: email, PROBE_PASSWORD: password, PROBE_TOTP: totp } = process.env;
if (!email || !password) {
  console.error(`PROBE_EMAIL and PROBE_PASSWORD say who logs in\nusage: ${usage}`);
  process.exit(2);
}
try {
  const token = await logIn(url, { email, password }, totp || undefined);
  const { model, pieces, firstPieceSeconds } = await chat(url, token);
  const first = firstPieceSeconds.toFixed(2);
  console.log(`${email} logged in; ${model} answered in ${pieces} pieces, the first after ${first} s`);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
