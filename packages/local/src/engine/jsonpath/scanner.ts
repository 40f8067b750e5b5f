/** Reads a text from left to right. Whatever does not fit is a SyntaxError that says where. */
export class Scanner {
  readonly text: string;
  at: number;

  constructor(text: string, at = 0) {
    this.text = text;
    this.at = at;
  }

  get done(): boolean {
    return this.at >= this.text.length;
  }

  peek(token: string): boolean {
    return this.text.startsWith(token, this.at);
  }

  eat(token: string): boolean {
    if (!this.peek(token)) return false;
    this.at += token.length;
    return true;
  }

  expect(token: string): void {
    if (!this.eat(token)) this.fail(`expected '${token}'`);
  }

  /** `pattern` must be sticky. */
  match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  space(): void {
    while (this.peek(" ") || this.peek("\t") || this.peek("\n")) this.at++;
  }

  /** A text in single or double quotes, in which a backslash takes the next character as it is. */
  quoted(): string {
    const quote = this.text.charAt(this.at++);
    for (let value = ""; !this.done; ) {
      const next = this.text.charAt(this.at++);
      if (next === quote) return value;
      value += next === "\\" ? this.text.charAt(this.at++) : next;
    }
    return this.fail("a text without its end");
  }

  fail(message: string): never {
    throw new SyntaxError(`${message} at ${this.at} in '${this.text}'`);
  }
}
