import { readFile } from "node:fs/promises";
import type { ServerResponse } from "node:http";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";

const built = new URL("../../../../console/dist/", import.meta.url);

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
};

/** Nothing but its own: no script of another origin, no frame around it. Inline styles are what charts set. */
const policy =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'";

/** Serves the built page. A path that is no file is one of the page's own addresses. */
export async function servePage(response: ServerResponse, path: string): Promise<void> {
  const asset = /^assets\/[\w.-]+$/.test(path);
  const file = asset ? path : "index.html";
  const body = await readFile(fileURLToPath(new URL(file, built))).catch(() => undefined);
  if (body === undefined) {
    const missing = asset ? "no such file" : "the page is not built: npm start builds it";
    response.writeHead(asset ? 404 : 503, { "content-type": "text/plain" }).end(`${missing}\n`);
    return;
  }
  response
    .writeHead(200, {
      "content-type": types[extname(file)] ?? "application/octet-stream",
      // Vite puts a hash of the content into the names of assets.
      "cache-control": asset ? "public, max-age=31536000, immutable" : "no-cache",
      "content-security-policy": policy,
      "x-content-type-options": "nosniff",
    })
    .end(body);
}
