import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { client } from './client.js';
import { type DriveOptions, type DriveServer, serveDrive } from './drive-server.js';

/** A file of three parts: the drive takes four bytes at a time. */
export const TEXT = 'abcdefghij';
export const bytes = (text = TEXT): Uint8Array => new TextEncoder().encode(text);
/** What the drive has of each file. */
export const textOf = ({ files }: DriveServer): string[] => files.map((file) => file.bytes.toString());
/** The parts that were sent, by session and number. */
export const parts = (drive: DriveServer): string[] =>
  drive
    .log()
    .filter((line) => line.includes('/upload/'))
    .map((line) => line.replace(/.*\//, ''));

/** A drive and a client of it. */
export async function setup(
  options: DriveOptions = {},
): Promise<{ drive: DriveServer; files: ReturnType<typeof client>['files'] }> {
  const drive = await serveDrive(options);
  return { drive, files: client(drive.url, { retries: 2 }).files };
}

/** A file on disk that goes with the test. */
export async function fileOnDisk(text = TEXT): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kommo-files-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const path = join(folder, 'offer.pdf');
  await writeFile(path, text);
  return path;
}

/** A stream of texts. */
export async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield bytes(text);
}
