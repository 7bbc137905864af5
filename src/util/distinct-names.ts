/**
 * Names by id, all of them different: a name that several ids share, or that is taken, gets its id, as `Sales (7)`.
 * All of them get it, so that a new thing never takes over the name of an old one.
 */
export function distinctNames(
  items: Iterable<readonly [id: number, name: string]>,
  {
    isTaken = () => false,
    withId = (name, id) => `${name} (${id})`,
  }: { isTaken?: (name: string) => boolean; withId?: (name: string, id: number) => string } = {},
): Map<number, string> {
  let names = new Map(items);
  for (;;) {
    const count = new Map<string, number>();
    for (const name of names.values()) count.set(name, (count.get(name) ?? 0) + 1);
    const isShared = (name: string): boolean => isTaken(name) || (count.get(name) ?? 0) > 1;
    if (![...count.keys()].some(isShared)) return names;
    // Again, because another one may be called `Sales (7)` too.
    names = new Map([...names].map(([id, name]) => [id, isShared(name) ? withId(name, id) : name]));
  }
}
