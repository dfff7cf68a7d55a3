import { isMeant } from './parts/meant';
import { finding, type Check } from './check';
import { servicePorts } from './parts/service-ports';

/** Protocols in which the server speaks first, by their usual ports. Istio knows 25, 53, 3306 and 27017 by itself. */
const BY_PORT: Readonly<Record<number, string>> = { 21: 'FTP', 22: 'SSH', 110: 'POP3', 119: 'NNTP', 143: 'IMAP', 587: 'SMTP', 3307: 'MySQL', 4222: 'NATS', 5900: 'VNC', 33060: 'MySQL' };
const BY_NAME = /^(mysql|mariadb|smtp|ftp|ssh|imap|pop3|nats|nntp)\b/i;

/** Both sides wait for the other to begin. */
export const serverFirstProtocolsAreDeclared: Check = {
  code: 'MESH2404',
  title: 'a protocol in which the server speaks first is declared',
  severity: 'warning',
  docs: 'Where a port does not say its protocol, the proxy waits for the first bytes of the client. In SMTP, MySQL, FTP, SSH, NATS and others the client waits for the server: the connection stalls until the proxy gives up looking. Name the port `tcp-…`, or set `appProtocol: tcp`.',
  *run({ world }) {
    for (const p of servicePorts(world)) {
      if (p.host.ports.find((o) => o.number === p.number && o.name === p.name)?.protocol !== 'auto' || !isMeant(p.behind)) continue;
      const protocol = BY_PORT[p.number] ?? (typeof p.target === 'number' ? BY_PORT[p.target] : undefined) ?? BY_NAME.exec(p.name)?.[1].toUpperCase();
      if (protocol !== undefined) yield finding(p.object, p.at, `port ${p.number} of ${p.service} seems to speak ${protocol}, in which the server speaks first: connections stall while the proxy waits for the client`, { help: `name it tcp-${p.name === '' ? protocol.toLowerCase() : p.name}, or set appProtocol: tcp` });
    }
  },
};
