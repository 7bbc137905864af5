import { CONNECTIONS, type ForeignError, foreignError } from './foreign-error.js';

const MEANINGS = {
  ...CONNECTIONS,
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EACCES: 'permission was denied',
  EPERM: 'permission was denied',
  EROFS: 'the file system is read-only',
  EMFILE: 'this process has too many open files',
  EIO: 'the disk failed',
  OOM: 'Redis has no memory left',
  READONLY: 'this Redis is a read-only replica',
  NOAUTH: 'Redis needs a password',
  WRONGPASS: 'Redis refused the user name or the password',
  NOPERM: 'this user of Redis has no permission',
  MISCONF: 'Redis can not write to its disk',
  LOADING: 'Redis is still starting',
  CLUSTERDOWN: 'the Redis cluster is down',
};

/** Keeps the name and the code of the error of a store: a disk, a database or Redis. */
export const storeFailure = (error: unknown): ForeignError => foreignError(error, MEANINGS);
