#!/usr/bin/env node
/** The `shoal` command. */
import { callShoal } from './call.js';

await callShoal(process.argv.slice(2));
