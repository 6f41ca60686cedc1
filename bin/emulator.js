#!/usr/bin/env node
'use strict';

require('tsx/cjs');
void require('../scripts/emulator').main(process.argv.slice(2));
