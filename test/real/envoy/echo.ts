import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as it arrived, and at which address: every cluster has one of its own. */
export interface Arrived { readonly at: string; readonly method: string; readonly target: string; readonly headers: IncomingHttpHeaders }

/** The server behind every cluster. `x-fail: 503` makes it fail, `x-wait: 300` slow; what arrives is kept by `x-probe`. */
export class Echo {
  readonly arrived = new Map<string, Arrived[]>();
  private constructor(private readonly server: Server) {}
  get port(): number { return (this.server.address() as AddressInfo).port; }

  static async start(): Promise<Echo> {
    const server = createServer();
    const echo = new Echo(server);
    server.keepAliveTimeout = 60_000;
    // It has to listen on all of 127.0.0.0/8; whoever comes from elsewhere is sent away.
    server.on('connection', (socket) => { if (!socket.remoteAddress?.replace('::ffff:', '').startsWith('127.')) socket.destroy(); });
    server.on('request', (request, answer) => {
      const probe = String(request.headers['x-probe'] ?? '');
      const list = echo.arrived.get(probe) ?? [];
      echo.arrived.set(probe, list);
      list.push({ at: request.socket.localAddress ?? '', method: request.method ?? '', target: request.url ?? '', headers: request.headers });
      request.resume();
      const status = Number(request.headers['x-fail'] ?? 200), wait = Number(request.headers['x-wait'] ?? 0);
      const end = () => { answer.writeHead(status, { 'x-base': 'echo', 'content-type': 'text/plain' }); answer.end('echo'); };
      if (wait > 0) setTimeout(end, wait); else end();
    });
    await new Promise<void>((done) => server.listen(0, '0.0.0.0', () => done()));
    return echo;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }
}
