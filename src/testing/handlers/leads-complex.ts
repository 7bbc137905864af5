import type { Handler } from '../call.js';
import { refuse } from '../problems.js';

export const createComplex: Handler = () => refuse(500, 'not yet');
