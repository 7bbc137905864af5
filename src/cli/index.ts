#!/usr/bin/env node
import { runProcess } from './process.js';
import { createProgram } from './program.js';

runProcess(createProgram);
