'use strict';
/*
 * What runs in the place of an example's images: one program that answers HTTP/1.1, HTTP/2 (gRPC) and plain TCP on the same port, and does what a request asks for.
 *   server.js PORT… [tls:PORT:NAME…]      NAME.crt and NAME.key are in the folder of CERTIFICATES
 * Headers of a request that it obeys:
 *   x-case   name of a case: what is counted, and logged, by its name
 *   x-do     `fail=N` answers the first N requests of the case with 503; `status=S`; `delay=MS`; `reset` closes the connection
 *   x-call   JSON, by the beginning of the pod's name: URLs that it calls before it answers, and answers with what they said
 * Every request is a line of JSON on standard output. Answers are JSON: who answers, and what arrived.
 */
const http = require('node:http');
const http2 = require('node:http2');
const net = require('node:net');
const os = require('node:os');
const tls = require('node:tls');
const { readFileSync } = require('node:fs');
const { join } = require('node:path');

const pod = os.hostname();
const counts = new Map();
let leaving = false;

const orders = (text = '') => Object.fromEntries(text.split(';').filter(Boolean).map((part) => part.split('=')));

async function answer(request, port) {
  const { headers } = request;
  const name = headers['x-case'] ?? '';
  const nth = (counts.get(name) ?? 0) + 1;
  counts.set(name, nth);
  const seen = { pod, port, protocol: request.httpVersion, method: request.method, path: request.url, host: headers.host ?? headers[':authority'], headers, peer: request.socket.remoteAddress };
  const todo = orders(headers['x-do']);
  const failing = nth <= Number(todo.fail ?? 0);
  console.log(JSON.stringify({ case: name, nth, failing, at: Date.now(), ...seen }));
  if (todo.delay) await new Promise((done) => setTimeout(done, Number(todo.delay)));
  if ('reset' in todo) return undefined;
  const calls = [];
  const mine = Object.entries(JSON.parse(headers['x-call'] ?? '{}')).find(([key]) => pod.startsWith(key));
  const passed = Object.fromEntries(['x-case', 'x-call', 'end-user'].filter((key) => headers[key]).map((key) => [key, headers[key]]));
  for (const url of mine?.[1] ?? []) calls.push(await get(url, passed));
  return { status: failing ? 503 : Number(todo.status ?? 200), body: JSON.stringify({ ...seen, nth, calls }) };
}

const get = (url, headers) => new Promise((resolve) => {
  http.get(url, { headers, agent: false }, (said) => {
    const chunks = [];
    said.on('data', (chunk) => chunks.push(chunk)).on('end', () => resolve({ url, status: said.statusCode, body: parse(Buffer.concat(chunks).toString()) }));
  }).on('error', (error) => resolve({ url, error: error.code ?? error.message }));
});
const parse = (text) => { try { return JSON.parse(text); } catch { return text; } };

const files = () => ({
  '/jwks': process.env.JWKS,
});

async function serve(request, response, port) {
  const file = files()[request.url];
  if (file !== undefined) { response.writeHead(200, { 'content-type': 'application/json' }).end(file); return; }
  request.resume();
  if (request.url === '/grpc.health.v1.Health/Check') { message(response, Buffer.from([8, 1])); return; } // SERVING
  const said = await answer(request, port);
  if (said === undefined) { request.socket.destroy(); return; }
  const grpc = String(request.headers['content-type']).startsWith('application/grpc');
  if (grpc) {
    message(response, Buffer.alloc(0), { 'x-answer': Buffer.from(said.body).toString('base64') }, said.status === 200 ? 0 : 14);
    return;
  }
  response.writeHead(said.status, { 'content-type': 'application/json', ...(leaving && { connection: 'close' }) }).end(said.body);
}

/** One message of gRPC, uncompressed, behind its length. */
function message(response, bytes, headers = {}, status = 0) {
  response.writeHead(200, { 'content-type': 'application/grpc', ...headers });
  response.addTrailers({ 'grpc-status': String(status) });
  response.end(Buffer.concat([Buffer.from([0, 0, 0, 0, bytes.length]), bytes]));
}

/** Whoever speaks first decides the protocol. */
function listen(port, certificates) {
  const h1 = http.createServer((request, response) => void serve(request, response, port));
  h1.keepAliveTimeout = 0;
  const h2 = http2.createServer((request, response) => void serve(request, response, port));
  const accept = (socket) => {
    socket.on('error', () => {});
    socket.once('data', (first) => {
      socket.pause();
      socket.unshift(first);
      const start = first.toString('latin1', 0, 24);
      if (start.startsWith('PRI * HTTP/2')) { h2.emit('connection', socket); return; } // it reads what was put back by itself
      if (/^[A-Z]+ \S/.test(start)) h1.emit('connection', socket);
      else echo(socket, port);
      socket.resume();
    });
  };
  const server = certificates ? tls.createServer({ ...certificates, SNICallback: undefined }, accept) : net.createServer(accept);
  server.on('tlsClientError', (error) => console.log(JSON.stringify({ port, error: error.code ?? error.message })));
  server.listen(port, '::');
}

/** A line comes back with the name of the pod. */
function echo(socket, port) {
  socket.on('data', (chunk) => {
    const line = chunk.toString().trim();
    console.log(JSON.stringify({ case: line, protocol: 'tcp', pod, port, at: Date.now(), peer: socket.remoteAddress }));
    socket.write(`${JSON.stringify({ pod, port, protocol: 'tcp', line })}\n`);
  });
}

// As an application behind a load balancer has to: those who do not know yet that it goes (istiod gathers changes, up to seconds when there are many) are still served, and told to come back elsewhere.
process.on('SIGTERM', () => { leaving = true; setTimeout(() => process.exit(0), 6000); });
process.on('uncaughtException', (error) => console.log(JSON.stringify({ error: String(error.stack ?? error) })));
for (const word of process.argv.slice(2)) {
  const [kind, port, name] = word.split(':');
  if (kind !== 'tls') { listen(Number(word)); continue; }
  const folder = process.env.CERTIFICATES;
  listen(Number(port), { cert: readFileSync(join(folder, `${name}.crt`)), key: readFileSync(join(folder, `${name}.key`)) });
}
