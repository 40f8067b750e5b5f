import type { Test } from "./condition.ts";
import { PatternError } from "./error.ts";

interface Address {
  readonly value: bigint;
  readonly bits: 32 | 128;
}

/** Addresses within a block, such as 10.0.0.0/8 or 2001:db8::/32. */
export function cidr(text: string): Test {
  const [ip = "", mask = "", ...more] = text.split("/");
  if (!text.includes("/") || more.length > 0) throw new PatternError("Malformed CIDR, one '/' required");
  if (!/^[+-]?\d+$/.test(mask)) throw new PatternError("Malformed CIDR, mask bits must be an integer");
  const length = Number(mask);
  if (length < 0) throw new PatternError("Malformed CIDR, mask bits must not be negative");
  const base = parseAddress(ip);
  if (!base) throw new PatternError(`Nonstandard IP address: ${ip}`);
  if (length > base.bits - 1)
    throw new PatternError(base.bits === 32 ? "IPv4 mask bits must be < 32" : "IPv6 mask bits must be < 128");
  return within(base, length);
}

/** The very address in any spelling, or undefined where the text is no address. */
export function sameAddress(text: string): Test | undefined {
  const base = parseAddress(text);
  return base && within(base, base.bits);
}

function within(base: Address, length: number): Test {
  const shift = BigInt(base.bits - length);
  const prefix = base.value >> shift;
  return (value) => {
    const address = typeof value === "string" ? parseAddress(value) : undefined;
    return address !== undefined && address.bits === base.bits && address.value >> shift === prefix;
  };
}

function parseAddress(text: string): Address | undefined {
  if (/^\d+\.\d+\.\d+\.\d+$/.test(text)) {
    const bytes = text.split(".").map(Number);
    if (bytes.some((part) => part > 255)) return undefined;
    return { bits: 32, value: bytes.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n) };
  }
  if (!/^[0-9a-fA-F:]*:[0-9a-fA-F:]*$/.test(text)) return undefined;
  const groups = expand(text);
  if (groups?.length !== 8 || groups.some((group) => !/^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return { bits: 128, value: groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n) };
}

/** The eight groups of an IPv6 address, `::` written out. */
function expand(text: string): readonly string[] | undefined {
  const [head = "", tail, ...more] = text.split("::");
  if (more.length > 0) return undefined;
  const groups = (part: string): string[] => (part === "" ? [] : part.split(":"));
  if (tail === undefined) return groups(head);
  const given = [...groups(head), ...groups(tail)];
  if (given.length > 7) return undefined;
  return [...groups(head), ...Array<string>(8 - given.length).fill("0"), ...groups(tail)];
}
