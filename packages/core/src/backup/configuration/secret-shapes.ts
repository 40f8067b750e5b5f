/** Stands where something was taken for the value of a secret. */
export const taken = "(taken out: it looks like a secret)";

/**
 * Shapes of values that nobody should have in a document, where other programs look for them as well:
 * https://docs.github.com/en/code-security/secret-scanning/introduction/supported-secret-scanning-patterns
 */
const shapes: readonly RegExp[] = [
  // A URL with a password in it. Of the scheme its last letter is enough, and quick to be looked for in long texts.
  /[a-z][0-9+.-]*:\/\/[^\s/:@]*:[^\s/@]+@/i,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  // Access keys of IAM and STS, https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/,
  /\bgh[pousr]_[A-Za-z0-9]{36,}/,
  /\bsk-[A-Za-z0-9_-]{20,}/,
  /hooks\.slack\.com\/services\/\w/,
  /\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{10,}/,
  // JSON with a password, whether it was quoted once or twice; an expression of a state machine is none.
  /\\?"(?:password|passwd|secret|client_secret|private_key|api_key|token)\\?"\s*:\s*\\?"[^"\\{$]/i,
];

const looksSecret = (text: string): boolean => shapes.some((shape) => shape.test(text));

/** Names of variables and fields whose plain value is a secret, unless it says yes, no, or a number. */
const secretName =
  /(?:PASSWORD|PASSWD|SECRET|SECRET_?KEY|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|CREDENTIALS?)$/i;
const harmless = /^(?:|true|false|none|\d+)$/i;

/** Where, such as `taskDefinitions.web.content.containerDefinitions.0.environment.3.value`. */
export interface Taken<T> {
  readonly content: T;
  readonly places: readonly string[];
}

/** The same JSON with a mark in place of all that looks like the value of a secret, and where that was. */
export function withoutSecrets(content: unknown, place = ""): Taken<unknown> {
  if (typeof content === "string")
    return looksSecret(content) ? { content: taken, places: [place] } : { content, places: [] };
  if (Array.isArray(content)) {
    const each = content.map((one, at) => withoutSecrets(one, under(place, String(at))));
    return { content: each.map((one) => one.content), places: each.flatMap(({ places }) => places) };
  }
  if (typeof content !== "object" || content === null) return { content, places: [] };
  const each = Object.entries(content).map(([name, value]) => {
    const where = under(place, name);
    const hidden =
      typeof value === "string" && value !== taken && !harmless.test(value) && isNamedSecret(content, name);
    return [name, hidden ? { content: taken, places: [where] } : withoutSecrets(value, where)] as const;
  });
  return {
    content: Object.fromEntries(each.map(([name, one]) => [name, one.content])),
    places: each.flatMap(([, { places }]) => places),
  };
}

/** A variable of a container, `{ name, value }`. What `valueFrom` names is where a secret is, and not the secret. */
function isNamedSecret(object: object, name: string): boolean {
  return (
    name === "value" && "name" in object && typeof object.name === "string" && secretName.test(object.name)
  );
}

const under = (place: string, name: string): string => (place === "" ? name : `${place}.${name}`);
