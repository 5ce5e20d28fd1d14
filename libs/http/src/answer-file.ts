/** An answer that is a file to keep: its text or its bytes, in the form that was asked for, and what it is called when saved. */
export class AnswerFile {
  /** ASCII without quotes: the header needs no escaping, and no file system minds. */
  readonly name: string;

  constructor(
    name: string,
    readonly content: string | Uint8Array,
  ) {
    this.name = name.replaceAll(/[^A-Za-z0-9._-]+/g, '-');
  }
}
