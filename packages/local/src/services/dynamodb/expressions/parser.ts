import type { AwsError } from "../../error.ts";
import { invalid } from "../invalid.ts";
import type { Value } from "../value.ts";
import type { Path } from "./path.ts";
import type { Placeholders } from "./placeholders.ts";
import { type Token, tokensOf } from "./tokens.ts";

/** Walks the tokens of one expression by recursive descent; the grammars of each kind of expression stand on it. */
export class Parser {
  readonly #kind: string;
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #placeholders: Placeholders;
  #at = 0;

  /** `kind` is the request's member, such as ConditionExpression, and begins every error. */
  constructor(kind: string, text: string, placeholders: Placeholders) {
    this.#kind = kind;
    this.#text = text;
    this.#placeholders = placeholders;
    this.#tokens = tokensOf(text);
    if (text.trim() === "") throw this.error("The expression can not be empty;");
  }

  error(message: string): AwsError {
    return invalid(`Invalid ${this.#kind}: ${message}`);
  }

  /** The token at hand, quoted with its neighbours as DynamoDB does. */
  syntaxError(): AwsError {
    const token = this.#token();
    const before = this.#tokens[this.#at - 1] ?? token;
    const after = this.#tokens[this.#at + 1] ?? token;
    return this.error(
      `Syntax error; token: "${token.text}", near: "${this.#text.slice(before.from, after.to)}"`,
    );
  }

  /** Takes the symbol if it is next. */
  takeSymbol(...symbols: readonly string[]): string | undefined {
    const { kind, text } = this.#token();
    if (kind !== "symbol" || !symbols.includes(text)) return undefined;
    this.#at++;
    return text;
  }

  symbol(symbol: string): void {
    if (!this.takeSymbol(symbol)) throw this.syntaxError();
  }

  /** Takes the word, in any case, if it is next. */
  takeWord(...words: readonly string[]): string | undefined {
    const { kind, text } = this.#token();
    const word = text.toUpperCase();
    if (kind !== "name" || !words.includes(word)) return undefined;
    this.#at++;
    return word;
  }

  word(word: string): void {
    if (!this.takeWord(word)) throw this.syntaxError();
  }

  /** Takes `name(` if it is next and gives the function's name. */
  takeFunction(): string | undefined {
    const next = this.#tokens[this.#at + 1];
    const { kind, text } = this.#token();
    if (kind !== "name" || next?.kind !== "symbol" || next.text !== "(") return undefined;
    this.#at += 2;
    return text;
  }

  end(): void {
    if (this.#token().kind !== "end") throw this.syntaxError();
  }

  /** Takes a `:value` if it is next. */
  takeValue(): Value | undefined {
    const { kind, text } = this.#token();
    if (kind !== ":value") return undefined;
    const value = this.#placeholders.value(text);
    if (!value)
      throw this.error(
        `An expression attribute value used in expression is not defined; attribute value: ${text}`,
      );
    this.#at++;
    return value;
  }

  /** A document path: a.#b[0].c */
  path(): Path {
    const path: [string, ...(string | number)[]] = [this.#element()];
    for (;;) {
      if (this.takeSymbol(".")) path.push(this.#element());
      else if (this.takeSymbol("[")) {
        const { kind, text } = this.#token();
        if (kind !== "index") throw this.syntaxError();
        this.#at++;
        path.push(Number(text));
        this.symbol("]");
      } else return path;
    }
  }

  /** One or more, with commas between. */
  list<T>(one: () => T): [T, ...T[]] {
    const list: [T, ...T[]] = [one()];
    while (this.takeSymbol(",")) list.push(one());
    return list;
  }

  #element(): string {
    const { kind, text } = this.#token();
    if (kind === "name") {
      this.#at++;
      return text;
    }
    if (kind !== "#name") throw this.syntaxError();
    const name = this.#placeholders.name(text);
    if (name === undefined)
      throw this.error(
        `An expression attribute name used in the document path is not defined; attribute name: ${text}`,
      );
    this.#at++;
    return name;
  }

  #token(): Token {
    const token = this.#tokens[this.#at];
    if (!token) throw new Error("read past the end of an expression");
    return token;
  }
}
