'use strict';
/*
 * Sends requests and says what came back: jobs as JSON on standard input, answers as JSON on standard output.
 * A job: { url, method, headers, count, parallel, connect, ca, until, every, seconds }. `connect` is the address that is dialled instead of the URL's host; `until` sends again and
 * again until that file is there, and answers with what was lost.
 * URLs: http, https, grpc (HTTP/2 without TLS, a call of gRPC), tcp (a line there and back).
 */
const http = require('node:http');
const http2 = require('node:http2');
const https = require('node:https');
const net = require('node:net');
const { existsSync, readFileSync } = require('node:fs');

const body = (text) => { try { return JSON.parse(text); } catch { return text; } };
const failure = (error) => ({ error: error.code ?? error.message });

function overHttp(job, agent) {
  const { protocol, hostname, port, pathname, search, host } = new URL(job.url);
  const secure = protocol === 'https:';
  const options = {
    host: job.connect ?? hostname, port: port || (secure ? 443 : 80), method: job.method ?? 'GET', path: pathname + search, agent, setHost: false,
    headers: { host, ...job.headers }, ...(secure && { servername: hostname, ca: job.ca }), timeout: (job.seconds ?? 15) * 1000,
  };
  return new Promise((resolve) => {
    const sent = (secure ? https : http).request(options, (said) => {
      const chunks = [];
      said.on('data', (chunk) => chunks.push(chunk));
      said.on('error', (error) => resolve(failure(error)));
      said.on('end', () => resolve({ status: said.statusCode, headers: said.headers, body: body(Buffer.concat(chunks).toString()) }));
    });
    sent.on('timeout', () => sent.destroy(new Error('no answer in time')));
    sent.on('error', (error) => resolve(failure(error)));
    sent.end();
  });
}

function overGrpc(job) {
  const { host, hostname, port, pathname } = new URL(job.url.replace(/^grpc:/, 'http:'));
  return new Promise((resolve) => {
    const session = http2.connect(`http://${job.connect ?? hostname}:${port}`);
    const end = (said) => { session.destroy(); resolve(said); };
    session.on('error', (error) => end(failure(error)));
    const stream = session.request({ ':method': 'POST', ':path': pathname, ':authority': host, 'content-type': 'application/grpc', te: 'trailers', ...job.headers });
    let head = {};
    let trailers = {};
    stream.on('response', (headers) => { head = headers; });
    stream.on('trailers', (headers) => { trailers = headers; });
    stream.on('error', (error) => end(failure(error)));
    stream.setTimeout((job.seconds ?? 15) * 1000, () => end({ error: 'no answer in time' }));
    stream.on('close', () => {
      if (head[':status'] === undefined) { end({ error: 'closed' }); return; }
      const all = { ...head, ...trailers };
      end({ status: head[':status'], grpc: Number(all['grpc-status']), headers: all, body: head['x-answer'] ? body(Buffer.from(head['x-answer'], 'base64').toString()) : String(all['grpc-message'] ?? '') });
    });
    stream.resume();
    stream.end();
  });
}

function overTcp(job) {
  const { hostname, port } = new URL(job.url.replace(/^tcp:/, 'http:'));
  return new Promise((resolve) => {
    const socket = net.connect(Number(port), job.connect ?? hostname, () => socket.write(`${job.headers?.['x-case'] ?? 'hello'}\n`));
    let ended = false;
    const end = (said) => { if (!ended) { ended = true; socket.destroy(); resolve(said); } };
    socket.setTimeout((job.seconds ?? 15) * 1000, () => end({ error: 'no answer in time' }));
    socket.on('data', (chunk) => end({ body: body(chunk.toString()) }));
    socket.on('error', (error) => end(failure(error)));
    socket.on('close', () => end({ error: 'closed' }));
  });
}

async function send(job, agent) {
  const started = Date.now();
  const said = await (job.url.startsWith('grpc:') ? overGrpc(job) : job.url.startsWith('tcp:') ? overTcp(job) : overHttp(job, agent));
  return { ...said, ms: Date.now() - started };
}

const agentOf = (job, kept) => (kept ? new (job.url.startsWith('https:') ? https : http).Agent({ keepAlive: true }) : false);

/** All answers; of many requests only what tells them apart, counted. */
async function run(job) {
  if (job.until !== undefined) return endless(job);
  if (job.count === undefined) return send(job, false);
  const agent = agentOf(job, true);
  const tally = {};
  let left = job.count;
  const line = async () => {
    while (left-- > 0) {
      const said = await send(job, agent);
      const key = said.error ?? (said.status === 200 ? said.body.pod : `status ${said.status}`);
      tally[key] = (tally[key] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: job.parallel ?? 4 }, line));
  agent.destroy();
  return { tally };
}

async function endless(job) {
  const agent = agentOf(job, true);
  const lost = [];
  let sent = 0;
  let slowest = 0;
  const lastOf = {};
  while (!existsSync(job.until)) {
    const said = await send(job, agent);
    sent++;
    slowest = Math.max(slowest, said.ms);
    if (said.body?.pod) lastOf[said.body.pod] = Date.now();
    if ((said.grpc === undefined ? said.status !== 200 : said.grpc !== 0) && said.body?.line === undefined && lost.length < 1000) lost.push({ at: Date.now(), nth: sent, status: said.status, error: said.error, body: said.body });
    if (job.every) await new Promise((done) => setTimeout(done, job.every));
  }
  if (agent) agent.destroy();
  return { sent, lost, slowest, lastOf };
}

const { jobs } = JSON.parse(readFileSync(0, 'utf8'));
void (async () => {
  const answers = [];
  for (const job of jobs) answers.push(await run(job));
  process.stdout.write(JSON.stringify(answers), () => process.exit(0));
})();
