/** ARNs to their last name, ECR images without the registry, digests to twelve digits: what tells them apart. */
export function shorten(text: string): string {
  return text
    .replaceAll(/arn:aws[\w-]*:[\w-]*:[\w-]*:\d*:(?:[\w.-]+\/)*/g, "")
    .replaceAll(/\d{12}\.dkr\.ecr\.[\w-]+\.amazonaws\.com(?:\.cn)?\//g, "")
    .replaceAll(/(sha256:[0-9a-f]{12})[0-9a-f]{52}/g, "$1");
}

/** EventBridge names executions by two UUIDs; the first eight digits find one, as every beginning of an id does. */
export function shortId(id: string): string {
  return /^[0-9a-f]{8}-[0-9a-f-]{27}_[0-9a-f-]{36}$/.test(id) ? id.slice(0, 8) : id;
}
