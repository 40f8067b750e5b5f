import type { IncomingMessage } from "node:http";
import { Refusal } from "./door.ts";

/** The names under which this machine reaches itself. */
const local = /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/;

/** A name of somebody else's that resolves to this machine (DNS rebinding) must not read the local cloud. */
export function checkHost({ headers: { host = "" } }: Pick<IncomingMessage, "headers">): void {
  if (!local.test(host)) throw new Refusal(403, `not for requests to the host "${host}"`);
}

/**
 * A page that a person happens to visit must not act on the local cloud: browsers send Origin with what acts, and it
 * must be this endpoint's own. Our tools send none.
 */
export function checkOrigin({ headers: { host = "", origin } }: Pick<IncomingMessage, "headers">): void {
  if (origin !== undefined && origin !== `http://${host}`)
    throw new Refusal(403, "not for pages of other origins");
}
