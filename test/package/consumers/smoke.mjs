import { Kommo, KommoError, Page } from 'kommo-sdk';
import checks from './checks.cjs';

if (![Kommo, KommoError, Page].every((value) => typeof value === 'function'))
  throw new Error('a named import is missing');
await checks((name) => import(name));
