import type { ServerResponse } from "node:http";

const reasons: Readonly<Record<502 | 503 | 504, string>> = {
  502: "Bad Gateway",
  503: "Service Temporarily Unavailable",
  504: "Gateway Time-out",
};

/** What the load balancer answers when a target did not. */
export function answerError(response: ServerResponse, status: 502 | 503 | 504): void {
  const title = `${status} ${reasons[status]}`;
  const page = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n</body>\r\n</html>\r\n`;
  answer(response, status, { "content-type": "text/html" }, page);
}

export function answer(
  response: ServerResponse,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: string,
): void {
  response.writeHead(status, { server: "awselb/2.0", ...headers, "content-length": Buffer.byteLength(body) });
  response.end(body);
}
