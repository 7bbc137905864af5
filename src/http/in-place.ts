import { indexOf } from '../transport/api-error.js';
import { isRecord, textOf } from '../util/is-record.js';

/**
 * Gives each of `count` inputs its answer, or undefined if no answer or several answers name it.
 * The place of an answer counts only if no answer has a name and there are as many as inputs.
 */
export function matched<T>(
  count: number,
  answers: readonly T[],
  placesOf: (answer: T) => readonly (number | undefined)[] | undefined,
): (T | undefined)[] {
  const named = answers.map((answer) => (isRecord(answer) ? placesOf(answer) : undefined));
  const byPlace = answers.length === count && answers.every(isRecord) && named.every((places) => places === undefined);
  const found: T[][] = Array.from({ length: count }, () => []);
  answers.forEach((answer, at) => {
    for (const place of new Set(byPlace ? [at] : named[at])) if (place !== undefined) found[place]?.push(answer);
  });
  return found.map(([answer, ...others]) => (others.length === 0 ? answer : undefined));
}

/**
 * Returns one answer for each input, in the order of the inputs. Undefined if an input has none, or an answer belongs to no input.
 * @param by - properties that have the same value in an input and in its answer
 */
export function inPlace(
  inputs: readonly unknown[],
  answers: readonly unknown[],
  by: readonly string[],
): unknown[] | undefined {
  if (answers.length > inputs.length) return undefined;
  const found = placed(inputs, answers, by);
  const used = new Set(found);
  return used.has(undefined) || answers.some((answer) => !used.has(answer)) ? undefined : found;
}

/** Returns the answer of each input, or undefined if it has none. Answers that belong to no input are left out. */
export const placed = (inputs: readonly unknown[], answers: readonly unknown[], by: readonly string[]): unknown[] =>
  byValue(inputs, answers, by) ?? matched(inputs.length, answers, (answer) => placesIn(answer, inputs));

function placesIn(answer: unknown, inputs: readonly unknown[]): (number | undefined)[] | undefined {
  const names = isRecord(answer) ? answer['request_id'] : undefined;
  // One answer may be that of several inputs, if duplicate control merged them.
  return names === undefined || names === null
    ? undefined
    : [names].flat().map((name) => indexOf(textOf(name), inputs));
}

function byValue(inputs: readonly unknown[], answers: readonly unknown[], by: readonly string[]) {
  const nameOf = (thing: unknown): string | undefined => {
    const values = by.map((key) => (isRecord(thing) ? thing[key] : undefined));
    return values.includes(undefined) || values.includes(null) ? undefined : values.map(textOf).join(' ').toLowerCase();
  };
  const names = inputs.map(nameOf);
  const answered = new Map<string, unknown[]>();
  for (const answer of answers) {
    const name = nameOf(answer);
    const own = name === undefined ? undefined : answered.get(name);
    if (own) own.push(answer);
    else if (name !== undefined) answered.set(name, [answer]);
  }
  if (by.length === 0 || names.includes(undefined) || answered.size === 0) return undefined;
  // If several inputs have the same name, Kommo may answer each of them, or all with one answer.
  return names.map((name) => {
    const own = answered.get(name ?? '') ?? [];
    return own.length > 1 ? own.shift() : own[0];
  });
}
