/** One measured value. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** `< 3`, `<= 5`, `> 300,000`, `>= 20,000`, or a plain number that it must be. */
  readonly aim?: string;
}

export interface Judged {
  readonly met: boolean;
  /** How many times better than the aim asks for; below 1 is worse. Undefined where the aim or the value is 0. */
  readonly ratio: number | undefined;
}

/** Holds a row against its aim; undefined for a row without one. Throws an Error when the aim cannot be read. */
export function judgeRow({ name, value, aim }: Row): Judged | undefined {
  if (aim === undefined) return undefined;
  const [, sign = "=", digits] = /^(<=|>=|<|>)?\s*([\d,.]+)$/.exec(aim) ?? [];
  if (digits === undefined) throw new Error(`${name}: "${aim}" is no aim`);
  const limit = Number(digits.replaceAll(",", ""));
  const ratio = sign.startsWith(">") ? value / limit : limit / value;
  return { met: meets(sign, value, limit), ratio: limit === 0 || value === 0 ? undefined : ratio };
}

function meets(sign: string, value: number, limit: number): boolean {
  if (sign === "<") return value < limit;
  if (sign === "<=") return value <= limit;
  if (sign === ">") return value > limit;
  if (sign === ">=") return value >= limit;
  return value === limit;
}
