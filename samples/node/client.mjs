// Finds a service by its SRV records and calls it: node client.mjs _greeter._tcp.service.internal
import { Resolver } from 'node:dns/promises';
import { isIPv6 } from 'node:net';

const timeout = 2000; // milliseconds

const resolver = new Resolver({ timeout: timeout / 2, tries: 2 });
// Not needed where the machine's own resolver knows the zone.
resolver.setServers([process.env.ROLLCALL_DNS ?? '127.0.0.1:8053']);

// RFC 2782: lower priorities first; among equals, a draw in which weights are chances.
async function services(name) {
  const records = await resolver.resolveSrv(name);
  return records
    .map((record) => ({ ...record, draw: -Math.log(Math.random()) / record.weight }))
    .sort((one, other) => one.priority - other.priority || one.draw - other.draw);
}

async function addresses(host) {
  const found = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  return found.flatMap((answer) => answer.value ?? []);
}

async function get(address, port) {
  const host = isIPv6(address) ? `[${address}]` : address;
  const response = await fetch(`http://${host}:${port}/`, { signal: AbortSignal.timeout(timeout) });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.text();
}

async function call(name) {
  for (const { name: host, port } of await services(name)) {
    for (const address of await addresses(host)) {
      try {
        return await get(address, port);
      } catch (error) {
        console.error(`${address} port ${port}: ${error.cause?.message ?? error.message}`);
      }
    }
  }
  throw new Error(`nobody answers for ${name}`);
}

try {
  process.stdout.write(await call(process.argv[2] ?? '_greeter._tcp.service.internal'));
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
