import { z } from "zod";
import { type Facts, type ImageRequest, json, type Reply } from "../application.ts";

const Credentials = z.object({ email: z.string().min(1), password: z.string().min(1) });

/** Lets everybody in who names an address and a password: the double keeps no users. */
export function signIn({ body }: ImageRequest, { uuid, now }: Facts): Reply {
  const credentials = read(body);
  if (!credentials) return json({ detail: "The email or password provided is incorrect." }, 400);
  const id = uuid();
  const fourWeeks = 28 * 24 * 3600;
  return json({
    token: `double.${id}`,
    token_type: "Bearer",
    expires_at: Math.floor(now / 1000) + fourWeeks,
    id,
    email: credentials.email,
    name: credentials.email.split("@")[0],
    role: "user",
    profile_image_url: "/user.png",
  });
}

function read(body: string): z.infer<typeof Credentials> | undefined {
  try {
    return Credentials.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}
