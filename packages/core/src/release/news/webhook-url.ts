import { NamedError } from "../../error.ts";

/**
 * The address in the secret of the chat webhook: https, or http to this machine itself. Throws `Release.NotPosted` without
 * telling it: who knows it may write into the channel.
 */
export function webhookUrl(secret: string): InstanceType<typeof URL> {
  const url = URL.parse(secret.trim());
  if (url?.protocol === "https:" || (url?.protocol === "http:" && url.hostname === "127.0.0.1")) return url;
  throw new NamedError(
    "Release.NotPosted",
    "the secret holds no https address; put the webhook's URL into it, and nothing else",
  );
}
