/** The body as text, or undefined when it is over `maxBytes`; then the rest is not read. */
export async function readText(response: Response, maxBytes: number): Promise<string | undefined> {
  const length = Number(response.headers.get('content-length') ?? Number.NaN);
  const encoded = response.headers.has('content-encoding');
  if (length > maxBytes) {
    await response.body?.cancel();
    return undefined;
  }
  // A length that says little and no encoding that could unfold it: the platform's own reader is the fastest.
  if (length <= maxBytes && !encoded) return response.text();
  return readCounting(response.body as ReadableStream<Uint8Array>, maxBytes);
}

async function readCounting(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<string | undefined> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > maxBytes) {
      await reader.cancel();
      return undefined;
    }
    text += decoder.decode(value, { stream: true });
  }
}
