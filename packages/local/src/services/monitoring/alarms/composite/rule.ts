import type { StateValue } from "@aws-sdk/client-cloudwatch";
import { AwsError } from "../../../error.ts";
import { unsupported } from "../../../supported.ts";

/** The rule of a composite alarm as a tree. */
export type AlarmRule =
  | { readonly kind: "constant"; readonly value: boolean }
  /** `alarm` is a name or an ARN, as it was written. */
  | { readonly kind: "state"; readonly state: StateValue; readonly alarm: string }
  | { readonly kind: "not"; readonly of: AlarmRule }
  | { readonly kind: "and" | "or"; readonly left: AlarmRule; readonly right: AlarmRule };

/** AWS's quotas: characters of a rule, and alarms that it may name. */
const lengthAtMost = 10_240;
const childrenAtMost = 100;

/** Text in quotes may hold escaped quotes; a name without quotes ends at white space or a parenthesis. */
const token = /\s*(?:([(),])|"((?:[^"\\]|\\.)*)"|([^\s(),"]+))/y;

type Token = { readonly text: string; readonly quoted: boolean };

/** @throws ValidationError where the text is no rule */
export function parseAlarmRule(text: string): AlarmRule {
  if (text.length > lengthAtMost)
    throw new AwsError("ValidationError", `AlarmRule must not be longer than ${lengthAtMost} characters.`);
  const input = tokensOf(text);
  let at = 0;
  const word = (): string | undefined => {
    const next = input[at];
    return next && !next.quoted ? next.text : undefined;
  };
  const take = (wanted: string): boolean => {
    if (word() !== wanted) return false;
    at++;
    return true;
  };
  const expect = (wanted: string): void => {
    if (!take(wanted)) throw invalid(text, `'${wanted}' expected`);
  };
  const chain = (kind: "and" | "or", sign: string, part: () => AlarmRule): AlarmRule => {
    let left = part();
    while (take(sign)) left = { kind, left, right: part() };
    return left;
  };
  const or = (): AlarmRule => chain("or", "OR", and);
  const and = (): AlarmRule => chain("and", "AND", unary);
  const unary = (): AlarmRule => {
    if (take("NOT")) return { kind: "not", of: unary() };
    if (take("TRUE")) return { kind: "constant", value: true };
    if (take("FALSE")) return { kind: "constant", value: false };
    if (take("(")) {
      const inner = or();
      expect(")");
      return inner;
    }
    const state = word();
    if (state === "AT_LEAST") throw unsupported("cloudwatch:PutCompositeAlarm", "AT_LEAST of an AlarmRule");
    if (!isState(state))
      throw invalid(text, at < input.length ? `'${input[at]?.text}' is unexpected` : "it ends too early");
    at++;
    expect("(");
    const name = input[at++];
    if (!name || name.text === "" || (!name.quoted && /^[(),]$/.test(name.text)))
      throw invalid(text, "the name of an alarm is expected");
    expect(")");
    return { kind: "state", state, alarm: name.text };
  };
  const rule = or();
  if (at < input.length) throw invalid(text, `'${input[at]?.text}' is unexpected`);
  if (childrenOf(rule).length > childrenAtMost)
    throw invalid(text, `a rule can name at most ${childrenAtMost} alarms`);
  return rule;
}

/** Names or ARNs of the alarms that a rule reads, each once. */
export function childrenOf(rule: AlarmRule): readonly string[] {
  return [...new Set(leaves(rule))];
}

function leaves(rule: AlarmRule): readonly string[] {
  switch (rule.kind) {
    case "constant":
      return [];
    case "state":
      return [rule.alarm];
    case "not":
      return leaves(rule.of);
    default:
      return [...leaves(rule.left), ...leaves(rule.right)];
  }
}

/** `stateOf` answers undefined for an alarm that is not there: no state is its own then. */
export function holds(rule: AlarmRule, stateOf: (alarm: string) => StateValue | undefined): boolean {
  switch (rule.kind) {
    case "constant":
      return rule.value;
    case "state":
      return stateOf(rule.alarm) === rule.state;
    case "not":
      return !holds(rule.of, stateOf);
    case "and":
      return holds(rule.left, stateOf) && holds(rule.right, stateOf);
    case "or":
      return holds(rule.left, stateOf) || holds(rule.right, stateOf);
  }
}

function tokensOf(text: string): readonly Token[] {
  const found: Token[] = [];
  const trimmed = text.trimEnd();
  token.lastIndex = 0;
  while (token.lastIndex < trimmed.length) {
    const start = token.lastIndex;
    const [, sign, quoted, bare] = token.exec(trimmed) ?? [];
    if (quoted !== undefined) found.push({ text: quoted.replace(/\\(.)/g, "$1"), quoted: true });
    else if (sign !== undefined || bare !== undefined)
      found.push({ text: sign ?? bare ?? "", quoted: false });
    else throw invalid(text, `unexpected text at character ${start + 1}`);
  }
  return found;
}

const isState = (text: string | undefined): text is StateValue =>
  text === "ALARM" || text === "OK" || text === "INSUFFICIENT_DATA";

const invalid = (text: string, what: string): AwsError =>
  new AwsError("ValidationError", `AlarmRule '${text}' is not valid: ${what}.`);
