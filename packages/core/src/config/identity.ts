import { z } from "zod";
import { days, field } from "./field.ts";

export const Identity = z.strictObject({
  enabled: field(z.boolean(), {
    description: "whether users log in with Cognito; without it, with Open WebUI's own accounts",
    example: true,
  }).default(true),
  mfa: field(z.enum(["off", "optional", "on"]), {
    description: "second factor at login",
    example: "optional",
  }).default("optional"),
  threatProtection: field(z.boolean(), {
    description:
      "whether Cognito refuses stolen passwords and risky logins, which takes its Plus plan at 0.02 USD a month and user",
    example: false,
  }).default(false),
  rotationDays: field(days(1, 1000), {
    description: "how often Secrets Manager changes the database's password",
    example: 30,
    unit: "d",
  }).default(30),
});
