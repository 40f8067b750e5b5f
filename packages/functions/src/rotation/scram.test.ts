import { createHash, createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { scramVerifier } from "./scram.ts";

/** The exchange of RFC 7677, section 3: user, password "pencil". */
const salt = "W22ZaJ0SNY7soEsUEjb6gQ==";
const exchange = [
  "n=user,r=rOprNGfwEbeRWgbNEkqO",
  `r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=${salt},i=4096`,
  "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0",
].join(",");
const proof = Buffer.from("dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=", "base64");
const signature = "6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=";

it("lets a server check the proof, and give the signature, of RFC 7677's exchange", () => {
  const verifier = scramVerifier("pencil", Buffer.from(salt, "base64"));
  const [, storedSalt, storedKey = "", serverKey = ""] =
    /^SCRAM-SHA-256\$4096:(.+)\$(.+):(.+)$/.exec(verifier) ?? [];
  expect(storedSalt).toBe(salt);

  const sign = (key: string) => createHmac("sha256", Buffer.from(key, "base64")).update(exchange).digest();
  const clientSignature = sign(storedKey);
  const clientKey = proof.map((byte, index) => byte ^ (clientSignature[index] ?? 0));
  expect(createHash("sha256").update(clientKey).digest("base64")).toBe(storedKey);
  expect(sign(serverKey).toString("base64")).toBe(signature);
});

it("salts each password anew", () => {
  expect(scramVerifier("pencil")).not.toBe(scramVerifier("pencil"));
});
