import { invalid } from "./invalid.ts";

/** coefficient × 10^exponent, without trailing zeros in the coefficient. Exact, as DynamoDB's numbers are. */
interface Decimal {
  readonly coefficient: bigint;
  readonly exponent: number;
}

const pattern = /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/;

/** Most numbers are whole, and stand as they are stored already. */
const plain = /^(?:0|-?[1-9]\d{0,14})$/;

/** Plain decimal text, as DynamoDB stores and returns a number: no exponent, no needless zeros. */
export function canonicalNumber(text: string): string {
  return plain.test(text) ? text : format(parse(text));
}

/** The exact sum; both are canonical. Throws ValidationException when it has more than 38 digits. */
export function add(left: string, right: string): string {
  return format(sum(parse(left), parse(right)));
}

export function subtract(left: string, right: string): string {
  const { coefficient, exponent } = parse(right);
  return format(sum(parse(left), { coefficient: -coefficient, exponent }));
}

/** Below 0 when left is the smaller. */
export function compareNumbers(left: string, right: string): number {
  const [a, b] = aligned(parse(left), parse(right));
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Digits that count, for the size of an item; of canonical text. */
export function significantDigits(text: string): number {
  return Math.max(1, text.replace(/[-.]/g, "").replace(/^0+|0+$/g, "").length);
}

function parse(text: string): Decimal {
  const [, sign, whole = "", fraction = "", power = "0"] = pattern.exec(text) ?? [];
  if (sign === undefined || whole + fraction === "")
    throw invalid(
      text === ""
        ? "The parameter cannot be converted to a numeric value"
        : `The parameter cannot be converted to a numeric value: ${text}`,
    );
  const coefficient = BigInt(`${whole}${fraction}`);
  return checked({
    coefficient: sign === "-" ? -coefficient : coefficient,
    exponent: Number(power) - fraction.length,
  });
}

/** Strips trailing zeros and holds the number to DynamoDB's 38 digits and magnitudes 1E-130 to 9.9…E+125. */
function checked({ coefficient, exponent }: Decimal): Decimal {
  if (coefficient === 0n) return { coefficient: 0n, exponent: 0 };
  const digits = String(coefficient).replace("-", "");
  const kept = digits.replace(/0+$/, "");
  const zeros = digits.length - kept.length;
  const magnitude = digits.length + exponent - 1;
  if (magnitude > 125)
    throw invalid("Number overflow. Attempting to store a number with magnitude larger than supported range");
  if (magnitude < -130)
    throw invalid(
      "Number underflow. Attempting to store a number with magnitude smaller than supported range",
    );
  if (kept.length > 38) throw invalid("Attempting to store more than 38 significant digits in a Number");
  return { coefficient: coefficient / 10n ** BigInt(zeros), exponent: exponent + zeros };
}

function aligned(left: Decimal, right: Decimal): [bigint, bigint, number] {
  const exponent = Math.min(left.exponent, right.exponent);
  const scale = (one: Decimal): bigint => one.coefficient * 10n ** BigInt(one.exponent - exponent);
  return [scale(left), scale(right), exponent];
}

function sum(left: Decimal, right: Decimal): Decimal {
  const [a, b, exponent] = aligned(left, right);
  return checked({ coefficient: a + b, exponent });
}

function format({ coefficient, exponent }: Decimal): string {
  const sign = coefficient < 0n ? "-" : "";
  const digits = String(coefficient).replace("-", "");
  if (exponent >= 0) return `${sign}${digits}${"0".repeat(coefficient === 0n ? 0 : exponent)}`;
  const padded = digits.padStart(1 - exponent, "0");
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}
