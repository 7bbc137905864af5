import { AmojoRefusal } from './signature.js';

/** Plain JSON. */
export type Json = { readonly [key: string]: unknown };

const FILE = new Set(['media', 'file_name', 'file_size']);

/** Refuses content that lacks what the docs call required for its type; an edit may leave the file as it is. */
export function checkContent(content: Json, isEdit: boolean): void {
  const type = text(content, 'type');
  const needs: { readonly [type: string]: readonly string[] } = {
    text: ['text'],
    file: ['media', 'file_name', 'file_size'],
    video: ['media', 'file_name', 'file_size'],
    picture: ['media', 'file_name', 'file_size'],
    voice: ['media'],
    audio: ['media'],
    sticker: ['media'],
    location: ['location'],
    contact: ['contact'],
  };
  const needed = needs[type] ?? [];
  if (!Object.hasOwn(needs, type)) throw invalid(`${type} is no type of message`);
  const missing = needed.find((name) => content[name] === undefined && !(isEdit && FILE.has(name)));
  if (missing !== undefined) throw invalid(`${missing} is missing`);
}

export function parse(body: string): Json {
  try {
    return record(JSON.parse(body));
  } catch {
    throw invalid('the body is not JSON');
  }
}

export const record = (value: unknown): Json =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Json) : {};

export function text(data: Json, name: string): string {
  const value = data[name];
  if (typeof value !== 'string' || value === '') throw invalid(`${name} is missing`);
  return value;
}

export function known<T>(value: T | undefined): T {
  if (value === undefined) throw new AmojoRefusal(404, 'NOT_FOUND', 'no such chat or message');
  return value;
}

export const invalid = (description: string): AmojoRefusal => new AmojoRefusal(400, 'INVALID_REQUEST', description);
export const notRegistered = (): AmojoRefusal => new AmojoRefusal(404, 'ORIGIN_NOT_REGISTERED', 'NOT_FOUND');
