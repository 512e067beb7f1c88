// An HTTP service that others find by DNS: it registers with Rollcall, keeps its lease alive,
// and deregisters on SIGTERM.
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';

const nodes = (process.env.ROLLCALL_URL ?? 'http://127.0.0.1:8054').split(',');
const service = process.env.SERVICE ?? 'greeter';
const lease = Number(process.env.LEASE_SECONDS ?? 30);
const beat = Math.floor((lease * 1000) / 3); // milliseconds; two may fail before the lease ends
const instance = `node-${randomBytes(4).toString('hex')}`;
const path = `/api/v1/services/${service}/instances/${instance}`;

const server = createServer((_, response) => {
  response.setHeader('Content-Type', 'text/plain');
  response.end(`hello from ${instance}\n`);
});
server.listen(Number(process.env.PORT ?? 0)); // 0 takes a free one
await once(server, 'listening');
const { port } = server.address();

// Asks one node after the other, first the one that answered last. Returns the status.
async function call(method, path, body) {
  for (const _ of [...nodes]) {
    try {
      const response = await fetch(nodes[0] + path, {
        method,
        headers: { 'Content-Type': 'application/json' },
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(beat),
      });
      const answer = await response.text();
      if (response.ok) return response.status;
      console.error(`${nodes[0]}${path}: ${response.status} ${answer}`);
      if (response.status < 500) return response.status;
    } catch (error) {
      console.error(`${nodes[0]} is away: ${error.cause?.message ?? error.message}`);
    }
    nodes.push(nodes.shift());
  }
  return undefined;
}

// Registers, again whenever Rollcall does not know this instance, until asked to stop.
async function stayRegistered(stopping) {
  let registered = false;
  while (!stopping.aborted) {
    if (registered) registered = (await call('PUT', `${path}/heartbeat`)) !== 404;
    if (!registered) {
      registered = [200, 201].includes(await call('PUT', path, { port, leaseSeconds: lease }));
      if (registered) console.log(`${instance} registered as ${service}, port ${port}`);
    }
    await pause(beat, undefined, { signal: stopping }).catch(() => {});
  }
  if ((await call('DELETE', path)) === 204) console.log(`${instance} deregistered`);
}

const stop = new AbortController();
process.once('SIGTERM', () => stop.abort());
process.once('SIGINT', () => stop.abort());
await stayRegistered(stop.signal);
server.close(); // requests under way are finished
server.closeIdleConnections();
