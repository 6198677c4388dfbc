/** A thread that parses blocks of addresses: each message is a block, each answer its rows. */
import { parentPort, workerData } from 'node:worker_threads';
import { type AddressParserOptions, createAddressParser } from '../parse/index.ts';
import { type BlockRequest, parseBlock } from './parse-block.ts';

const parser = createAddressParser(workerData as AddressParserOptions);
parentPort!.on('message', (request: BlockRequest) => parentPort!.postMessage(parseBlock(parser, request)));
