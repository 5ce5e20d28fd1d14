import { isIPv4 } from 'node:net';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { simulatoriProblem } from '../simulatori.errors.js';

/** Lets in who calls from the machine itself: the address of the connection, never the one that a header tells. */
export class SoloDaQuestaMacchina implements CanActivate {
  /** @throws Problem `solo_da_questa_macchina` */
  canActivate(context: ExecutionContext): boolean {
    const { socket } = context.switchToHttp().getRequest<FastifyRequest>();
    if (!isLoopback(socket.remoteAddress ?? '')) throw simulatoriProblem('solo_da_questa_macchina');
    return true;
  }
}

/** Also IPv4 written as IPv6, as a socket that listens on both tells it. */
function isLoopback(address: string): boolean {
  const bare = address.replace(/^::ffff:/i, '');
  return bare === '::1' || (isIPv4(bare) && bare.startsWith('127.'));
}
