import { createSign, generateKeyPairSync } from 'node:crypto';

/** Signs tokens that every issuer of the suite accepts. */
export class Tokens {
  private readonly pair = generateKeyPairSync('rsa', { modulusLength: 2048 });
  readonly jwks = JSON.stringify({ keys: [{ ...this.pair.publicKey.export({ format: 'jwk' }), kid: 'test', alg: 'RS256', use: 'sig' }] });

  sign(claims: Readonly<Record<string, unknown>>): string {
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const text = `${part({ alg: 'RS256', typ: 'JWT', kid: 'test' })}.${part({ exp: Math.floor(Date.now() / 1000) + 3600, ...claims })}`;
    return `${text}.${createSign('RSA-SHA256').update(text).sign(this.pair.privateKey).toString('base64url')}`;
  }
}
