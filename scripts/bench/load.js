import { readFileSync } from 'node:fs';
import { Pool } from 'undici';

/**
 * Loads a server with POSTed bodies (a list to go round, or a function that makes one) from `connections` clients at
 * once. Returns requests a second, latencies in ms, and the CPU time a request of the process `pid` in ms.
 */
export async function load(url, path, bodies, { connections, seconds, check, pid }) {
  const pool = new Pool(url, { connections, pipelining: 1 });
  const latencies = [];
  let next = 0;
  const end = performance.now() + seconds * 1000;
  const cpuBefore = cpuMs(pid);
  const started = performance.now();
  const client = async () => {
    while (performance.now() < end) {
      const body = typeof bodies === 'function' ? bodies() : bodies[next++ % bodies.length];
      const start = performance.now();
      const response = await pool.request({
        path,
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      const text = await response.body.text();
      latencies.push(performance.now() - start);
      if (response.statusCode !== 200) throw new Error(`${response.statusCode} ${text.slice(0, 300)}`);
      check?.(text);
    }
  };
  await Promise.all(Array.from({ length: connections }, client));
  const elapsed = (performance.now() - started) / 1000;
  const cpu = (cpuMs(pid) - cpuBefore) / latencies.length;
  await pool.close();
  latencies.sort((a, b) => a - b);
  const quantile = (share) => latencies[Math.min(latencies.length - 1, Math.floor(share * latencies.length))];
  return {
    rate: latencies.length / elapsed,
    p50: quantile(0.5),
    p95: quantile(0.95),
    p99: quantile(0.99),
    requests: latencies.length,
    cpu,
  };
}

/** CPU time that a process has used, in ms; Linux only, elsewhere not a number. */
function cpuMs(pid) {
  try {
    const [, after] = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ');
    const fields = after.split(' ');
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return Number.NaN;
  }
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
}

/** Measures the contenders in turn, several rounds, so that noise of the machine meets all of them. */
export async function rounds(contenders, count, measure) {
  const results = Object.fromEntries(Object.keys(contenders).map((name) => [name, []]));
  for (let round = 0; round < count; round += 1) {
    for (const [name, contender] of Object.entries(contenders)) results[name].push(await measure(contender, round));
  }
  return Object.fromEntries(
    Object.entries(results).map(([name, list]) => [
      name,
      {
        rate: median(list.map(({ rate }) => rate)),
        cpu: median(list.map(({ cpu }) => cpu)),
        p50: median(list.map(({ p50 }) => p50)),
        p99: median(list.map(({ p99 }) => p99)),
        rounds: list,
      },
    ]),
  );
}
