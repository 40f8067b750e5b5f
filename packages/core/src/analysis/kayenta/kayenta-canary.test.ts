import { describe, expect, test } from "vitest";
import { canaryConfig } from "./canary-config.fixture.ts";
import { CanaryConfig } from "./canary-config.ts";
import { judgeCanary, KayentaCanary } from "./kayenta-canary.ts";

const source = { kind: "prometheus", endpoint: "https://prometheus.internal", value: 'up{side="{{side}}"}' };

test("each metric of the configuration is read from its source", () => {
  const canary = {
    config: canaryConfig,
    sources: { errors: source, latency: source },
    intervalMinutes: 10,
  };
  expect(KayentaCanary.parse(canary)).toEqual(canary);
});

test("a metric without a source is refused, and so is a source without a metric", () => {
  const parsed = KayentaCanary.safeParse({
    config: canaryConfig,
    sources: { errors: source, latncy: source },
  });
  expect(parsed.error?.issues.map(({ message }) => message)).toEqual([
    "the metric latency has no source",
    "no metric has the name latncy; did you mean latency?",
  ]);
});

describe("a canary is judged in the words of a release", () => {
  const canary = KayentaCanary.parse({ config: canaryConfig, sources: { errors: source, latency: source } });
  const around = (level: number) => Array.from({ length: 30 }, (_, index) => level + (index % 5) / 10);
  const none = Array.from({ length: 30 }, () => Number.NaN);
  const same = { control: around(1), experiment: around(1) };
  const higher = { control: around(1), experiment: around(3) };
  const judge = (series: Record<string, typeof same>, unreadable: string[] = []) =>
    judgeCanary(canary, { series, unreadable });

  test("a marginal one is for a person to decide", () => {
    expect(judge({ errors: same, latency: same }).verdict).toBe("pass");
    expect(judge({ errors: same, latency: higher }).verdict).toBe("inconclusive");
    expect(judge({ errors: higher, latency: same }).verdict).toBe("fail");
  });

  test("a source that is away neither passes nor fails it, whatever the original would say", () => {
    const away = judge({ errors: { control: none, experiment: none }, latency: same }, [
      "errors: nobody was there",
    ]);
    expect(away).toMatchObject({ verdict: "inconclusive", sentence: "errors: nobody was there" });
    expect(away.kayenta.verdict).toBe("pass");
  });

  test("without any value of the candidate it has no data, and does not pass", () => {
    const [errors] = canary.config.metrics;
    const silent = { control: none, experiment: none };
    const { verdict, kayenta } = judgeCanary(
      { config: CanaryConfig.parse({ name: "chat", metrics: [errors] }) },
      { series: { errors: silent }, unreadable: [] },
    );
    expect([kayenta.verdict, verdict]).toEqual(["pass", "no-data"]);
  });
});
