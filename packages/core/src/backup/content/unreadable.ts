import type { Finding } from "../finding.ts";
import type { Unreadable } from "./found.ts";

export const isUnreadable = (found: object | number | undefined): found is Unreadable =>
  typeof found === "object" && "unreadable" in found;

/**
 * Names why something cannot be read: a key that does not fit (KMS, S3, pgcrypto), or a page that is damaged (PostgreSQL's
 * SQLSTATE XX001 and XX002, https://www.postgresql.org/docs/16/errcodes-appendix.html). What neither explains counts as damage.
 */
export function unreadableFinding(where: string, { unreadable }: Unreadable): Finding {
  const key =
    /\bkms\b|decrypt|wrong key|invalid ciphertext|InvalidCiphertextException|KMSKeyNotAccessible/i.test(
      unreadable,
    );
  return {
    error: key ? "Backup.WrongKey" : "Backup.PageCorrupted",
    where,
    sentence: `${where} is there and cannot be read: ${unreadable}`,
  };
}
