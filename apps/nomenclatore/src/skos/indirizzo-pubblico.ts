/** Where this installation is reached from outside, without a last slash. Never taken from a request: who asks could name another. */
export class IndirizzoPubblico {
  constructor(readonly url: string) {}
}
