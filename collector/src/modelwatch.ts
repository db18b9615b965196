#!/usr/bin/env node
import { processIo, runCommand } from './cli';

// A worker or a socket that lingers must not keep a finished command alive.
void runCommand(process.argv.slice(2), processIo()).then((code) => process.exit(code));
