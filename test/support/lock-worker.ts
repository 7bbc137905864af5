import { fileStore, redisStore } from '../../src/auth/index.js';

// Takes a lock and keeps it; or lets go and leaves the rest to the event loop.
const { directory, redis, leave } = JSON.parse(process.argv[2] ?? '{}') as {
  directory?: string;
  redis?: string;
  leave?: boolean;
};
const store = redis ? redisStore({ redis }) : fileStore(directory ?? '');
const lock = await store.lock('k');
console.log(JSON.stringify({ locked: true }));
if (leave) await lock.release();
else setInterval(() => {}, 1_000);
