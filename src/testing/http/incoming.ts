/** A request as both the fetch and the HTTP side hand it over. */
export interface Incoming {
  method: string;
  url: URL;
  headers: Headers;
  bytes: Uint8Array;
  signal: AbortSignal | undefined;
}

/** What to send back, or how the connection fails. */
export type Outcome =
  | { kind: 'response' | 'cut'; status: number; headers: Record<string, string>; bytes: Uint8Array | undefined }
  | { kind: 'reset' }
  | { kind: 'hang' };
