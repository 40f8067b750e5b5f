import { createHash, createHmac, pbkdf2Sync, randomBytes } from "node:crypto";

const iterations = 4096; // PostgreSQL's own default

/**
 * What PostgreSQL stores of a password, https://www.postgresql.org/docs/16/catalog-pg-authid.html: given instead of the
 * password, so that no log of statements ever holds one. ASCII passwords only: others would have to be normalised first.
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(16)): string {
  const salted = pbkdf2Sync(password, salt, iterations, 32, "sha256");
  const storedKey = createHash("sha256").update(hmac(salted, "Client Key")).digest("base64");
  const serverKey = hmac(salted, "Server Key").toString("base64");
  return `SCRAM-SHA-256$${iterations}:${salt.toString("base64")}$${storedKey}:${serverKey}`;
}

const hmac = (key: Buffer, text: string) => createHmac("sha256", key).update(text).digest();
