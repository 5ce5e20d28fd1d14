import { IsInt, IsISO8601, IsOptional, IsPositive, IsString, IsUUID, MaxLength } from 'class-validator';

/** What the bus knows of a message without opening its body. Never holds personal data: it is logged and shown to operators. */
export class Envelope {
  /** UUIDv7 given by the sender's outbox; with the consumer's name, the key of its inbox. */
  @IsUUID() id: string;
  @IsString() @MaxLength(80) name: string;
  @IsInt() @IsPositive() version: number;
  /** Ordering key: two messages of one key are handled one after the other by a consumer. */
  @IsString() @MaxLength(120) key: string;
  /** The ente whose work this is; consumers take turns among enti so that none waits for another's 200,000 righe. */
  @IsString() @MaxLength(64) ente: string;
  @IsISO8601() occurredAt: string;
  @IsUUID() correlationId: string;
  /** Id of the message whose handling caused this one, if any. */
  @IsOptional() @IsUUID() causationId?: string;
  /** W3C trace context. */
  @IsOptional() @IsString() @MaxLength(55) traceparent?: string;
}
