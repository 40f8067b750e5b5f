import { createHash } from "node:crypto";
import { account } from "./place.ts";

export interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly region: string;
}

/** A resource that AWS is to answer for. What AWS makes up follows from type and logical name, and is found nowhere else. */
export class Made {
  readonly type: string;
  readonly logical: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly region: string;
  readonly account = account;

  constructor({ type, name, inputs, region }: Registered) {
    this.type = type;
    this.logical = name;
    this.inputs = inputs;
    this.region = region;
  }

  /** `length` hexadecimal digits, at most 64. */
  hex(length: number, salt = ""): string {
    return createHash("sha256").update(`${this.type} ${this.logical} ${salt}`).digest("hex").slice(0, length);
  }
  /** Lower-case letters and digits, at most 40. */
  word(length: number, salt = ""): string {
    return BigInt(`0x${this.hex(64, salt)}`)
      .toString(36)
      .padStart(40, "0")
      .slice(0, length);
  }
  digits(length: number): string {
    return BigInt(`0x${this.hex(64)}`)
      .toString()
      .slice(0, length);
  }
  uuid(salt = ""): string {
    return this.hex(32, salt).replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
  }

  text(key: string): string {
    const value = this.inputs[key];
    if (typeof value !== "string") throw new Error(`${this.type} ${this.logical} has no ${key}`);
    return value;
  }
  /** The name that was given, or the one that Pulumi would make up. */
  named(key = "name"): string {
    const given = this.inputs[key];
    if (typeof given === "string") return given;
    const prefix = this.inputs[`${key}Prefix`];
    return typeof prefix === "string" ? `${prefix}${this.hex(26)}` : `${this.logical}-${this.hex(7)}`;
  }
  /** In the resource's own region and account. */
  arn(service: string, rest: string): string {
    return `arn:aws:${service}:${this.region}:${this.account}:${rest}`;
  }
  globalArn(service: string, rest: string): string {
    return `arn:aws:${service}::${this.account}:${rest}`;
  }
}

/** The outputs of a type beyond its inputs, with `id` among them. */
export type Table = Readonly<Record<string, (made: Made) => Readonly<Record<string, unknown>>>>;
